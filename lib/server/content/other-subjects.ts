import "server-only";

/** Prose that has nothing to do with the field, though it uses some of its everyday words. */
export const OTHER_SUBJECTS: readonly string[] = [
  "In winter I keep the garden tools in the shed and drain the water before the first frost. The roses are cut back late in autumn, and the beds get a layer of leaves that keeps them warm. In spring I start the seeds on the window sill and move them out once the nights stay mild.",
  "We took the night train and reached the harbour before the ferry opened its doors. The crossing lasted two hours, and on the island we rented bicycles for a week. Every village has a bakery, and the road along the coast is mostly flat, so even the children managed it without breaks.",
  "For the soup I roast the tomatoes with garlic until they are dark at the edges, then everything goes into one pot with stock. It simmers for half an hour. At the end I add cream and basil, check the salt and serve it with the bread that was left from the day before.",
  "Our choir meets on Tuesdays and sings mostly songs from the sixties. Before a concert we rehearse each part on its own, first the tenors and then the others, and only in the last week all together. The hall is small, but the sound is good and the tickets are always gone early.",
  "The second half of the film is slower than the first. The detective goes back to the house, finds the letters that his partner had kept from him and understands that both of them had been watched the whole time. The ending leaves open who took the money, and that is what I liked about it.",
  "My grandfather repaired clocks in a shop next to the town hall. He could tell by the sound which wheel was worn, and he wrote each repair into a book with the date and the price. When the shop closed he gave the book to the museum, where one can still read it today.",
];
