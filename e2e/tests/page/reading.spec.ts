import { expect, test } from "./fixture.ts";

test("reads text as a person does", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  const numbers = await lab.numbers(page);
  expect(numbers.map(({ e164 }) => e164)).toEqual([
    "+34900123456",
    "+442079460958",
    "+34912345678",
    "+34912345670",
    "+34934567890",
    "+34977345678",
  ]);
});
