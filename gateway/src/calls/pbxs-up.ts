import { type Pbx, type PbxChooser, UnresolvedPbx } from "../pbx/port.ts";
import { DomainError } from "./errors.ts";

/** The domain's PBXs that are up, first choice first. Throws DomainError `pbx_down` or `pbx_unresolved`. */
export async function pbxsUp(
  chooser: PbxChooser,
  domain: string,
): Promise<[Pbx, ...Pbx[]]> {
  const served = await chooser.choose(domain).catch((fault: unknown) => {
    throw fault instanceof UnresolvedPbx ? unresolved(fault) : fault;
  });
  const [first, ...others] = served.filter(
    (each) => each.health().state === "up",
  );
  if (first !== undefined) return [first, ...others];
  throw new DomainError("pbx", "pbx_down", "could not originate call");
}

function unresolved(cause: UnresolvedPbx): DomainError {
  return new DomainError(
    "pbx",
    "pbx_unresolved",
    "could not resolve application server",
    { cause },
  );
}
