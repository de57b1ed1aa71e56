import { Options } from "../../options/options.tsx";
import { mount } from "../../ui/mount.tsx";

void mount(Options);
