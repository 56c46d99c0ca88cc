/** One instance of a user function for each subtask and attempt; see `instantiate` of the operators area. */
export { instantiate } from "../operators/index";
