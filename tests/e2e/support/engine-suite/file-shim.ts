/** Stands in for "node:fs" in the worker: the recordings that the engine's tests read come from the test's server. */
export function readFileSync(path: string): string {
  const request = new XMLHttpRequest();
  request.open("GET", `/${path}`, false);
  request.send();
  if (request.status !== 200) throw new Error(`${path} was answered with ${request.status}`);
  return request.responseText;
}
