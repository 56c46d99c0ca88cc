/** The door of `types`: declared types, copies, identities of keys. */
export { copyRecord } from "./copy-record";
export { copyValue } from "./copy-value";
export { CurrentKey } from "./current-key";
export { compareKeyBytes } from "./key-bytes";
export { keyIdentity } from "./key-identity";
export { checkKeyType, type NumericType, type TypeInformation, type TypeStructure } from "./type-info";
export { INFERRED_KEY_TYPE, Types } from "./types";
