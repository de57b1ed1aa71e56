import { Popup } from "../../popup/popup.tsx";
import { announcePopup } from "../../popup/presence.ts";
import { mount } from "../../ui/mount.tsx";

announcePopup();
void mount(Popup);
