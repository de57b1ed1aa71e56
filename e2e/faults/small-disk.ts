import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of a few megabytes in memory. */
export type SmallDisk = { folder: string; remove(): void };

/** undefined where this machine lets nobody mount one. */
export function smallDisk(): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "ringback-disk-"));
  const mount = ["-t", "tmpfs", "-o", "size=6m", "tmpfs", folder];
  if (spawnSync("mount", mount).status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  return {
    folder,
    remove() {
      spawnSync("umount", ["--lazy", folder]);
      rmdirSync(folder);
    },
  };
}

/** Writes until nothing more fits; gives the way to make room again. */
export function fillDisk(disk: SmallDisk | undefined): () => void {
  const ballast = join(disk?.folder ?? "", "ballast");
  const file = openSync(ballast, "w");
  for (const bytes of [65_536, 512]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(bytes));
    } catch {
      // no room for this much
    }
  }
  closeSync(file);
  return () => rmSync(ballast);
}
