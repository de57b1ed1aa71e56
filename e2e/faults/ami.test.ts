import { survives } from "./every-state.ts";

survives({
  name: "AMI cut",
  begin: async ({ proxy }) => proxy.cut(),
  end: async ({ proxy }) => proxy.heal(),
});

survives({
  name: "AMI silent",
  begin: async ({ proxy }) => proxy.hold(),
  end: async ({ proxy }) => proxy.heal(),
});
