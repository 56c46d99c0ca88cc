/** The door of `types`: declared types, copies, identities of keys, bytes. */
export { serializedSize } from "./serialized-size";
export { ByteReader, ByteWriter } from "./byte-buffer";
export { copyRecord } from "./copy-record";
export { copyValue } from "./copy-value";
export { CurrentKey } from "./current-key";
export { compareKeyBytes } from "./key-bytes";
export { keyIdentity } from "./key-identity";
export { readAs } from "./read-as";
export { resolveSchemaCompatibility, type SchemaCompatibility } from "./schema-compatibility";
export {
  checkKeyType,
  type ClassOf,
  type DescribedType,
  type NumericType,
  type TypeInformation,
  type TypeStructure,
} from "./type-info";
export { serializerName, snapshotOfType, type TypeSnapshot, UNDECLARED } from "./type-snapshot";
export { INFERRED_KEY_TYPE, Types } from "./types";
export { type CodecClass, codecClassOf, type PlainValue, ValueCodec } from "./value-codec";
export { BinaryCodec, CodecDictionary } from "./binary-codec";
