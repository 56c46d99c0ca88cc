import { describe, expect, it } from "vitest";
import { readEndpoint, readOpinionOrigin } from "./endpoint";

describe("readEndpoint", () => {
  it("takes the base address, with or without the path of chats", () => {
    const expected = {
      ok: true,
      url: "https://api.example.com/v1/chat/completions",
      origin: "https://api.example.com",
    };
    expect(readEndpoint(" https://api.example.com/v1/ ")).toEqual(expected);
    expect(readEndpoint("https://api.example.com/v1/chat/completions")).toEqual(expected);
    expect(readEndpoint("http://localhost:11434/v1")).toEqual({
      ok: true,
      url: "http://localhost:11434/v1/chat/completions",
      origin: "http://localhost:11434",
    });
  });

  it("says what to do about an address that cannot be used", () => {
    const messages = [
      "",
      "api.example.com",
      "http://api.example.com",
      "https://me:key@api.example.com",
      "https://a.b/?x=1",
    ];
    expect(messages.map((text) => readEndpoint(text)).map((result) => (result.ok ? "taken" : result.message))).toEqual([
      "Write the address of the endpoint, such as https://api.example.com/v1.",
      "That is no address. Write it whole, such as https://api.example.com/v1.",
      "Use https. Plain http is taken only for localhost, because the key would be readable.",
      "Leave the password out of the address; the key has a field of its own.",
      "Leave out what follows ? or # in the address.",
    ]);
  });
});

describe("readOpinionOrigin", () => {
  it("gives exactly one origin", () => {
    expect(readOpinionOrigin("https://api.example.com")).toBe("https://api.example.com");
    expect(readOpinionOrigin("https://api.example.com:8443")).toBe("https://api.example.com:8443");
    expect(readOpinionOrigin("http://127.0.0.1:8080")).toBe("http://127.0.0.1:8080");
    expect(readOpinionOrigin("http://[::1]:8080")).toBe("http://[::1]:8080");
  });

  it.each([
    undefined,
    "",
    "*",
    "https:",
    "https://*",
    "https://*.example.com",
    "http://api.example.com",
    "https://api.example.com/",
    "https://api.example.com/v1",
    "https://api.example.com https://evil.example",
    "https://api.example.com; script-src *",
    "https://api.example.com\r\nx: y",
    "https://me@api.example.com",
    "javascript:alert(1)",
    "https://API.example.com",
    "https://api.example.com:443",
    `https://${"a".repeat(200)}.example`,
  ])("gives none for %j", (cookie) => {
    expect(readOpinionOrigin(cookie)).toBeNull();
  });
});
