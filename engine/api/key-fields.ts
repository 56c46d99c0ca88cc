/**
 * Keys made of fields of the records: of one its value, of several a tuple of their values.
 */
import { createFieldAccessor, type FieldReference } from "../operators/index";
import { INFERRED_KEY_TYPE, type TypeInformation, Types } from "../types/index";

/** Reads a key; `type` is the key's, where that of the records is declared. */
export type FieldKey<T> = { readonly selector: (value: T) => unknown; readonly type: TypeInformation<unknown> };

/**
 * The key that these fields make.
 * Errors: `InvalidFieldReferenceException` where the declared type of the records has no such field.
 */
export function keyOfFields<T>(fields: readonly FieldReference[], recordType: TypeInformation<T> | null): FieldKey<T> {
  const [field, ...more] = fields;
  if (recordType === null && more.length === 0 && !String(field).includes(".")) {
    return {
      selector: (value) => (value as Record<PropertyKey, unknown>)[field as FieldReference],
      type: INFERRED_KEY_TYPE,
    };
  }
  const accessors = fields.map((field) => createFieldAccessor(field, recordType));
  const types = accessors.map(({ fieldType }) => fieldType ?? INFERRED_KEY_TYPE);
  const [only, ...others] = accessors;
  if (only !== undefined && others.length === 0) {
    return { selector: (value) => only.get(value), type: types[0] as TypeInformation<unknown> };
  }
  return {
    selector: (value) => accessors.map((accessor) => accessor.get(value)),
    type: recordType === null ? INFERRED_KEY_TYPE : Types.TUPLE(...types),
  };
}
