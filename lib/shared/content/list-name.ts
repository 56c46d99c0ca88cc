/** What the learner is told of a name that another of their lists has. */
export const LIST_NAME_TAKEN = "There is a list of this name already.";

/** Whether one of these lists has this name already; spaces around it and upper or lower case make no difference. */
export function isListNameTaken(name: string, lists: readonly { readonly name: string }[]): boolean {
  const wanted = comparable(name);
  return lists.some((list) => comparable(list.name) === wanted);
}

function comparable(name: string): string {
  return name.normalize().trim().toLowerCase();
}
