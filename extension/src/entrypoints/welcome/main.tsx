import { mount } from "../../ui/mount.tsx";
import { Welcome } from "../../welcome/welcome.tsx";

void mount(Welcome);
