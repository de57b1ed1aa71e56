import { clockTime, type StoryLine } from "@ringback/shared/call/story.ts";

/** What was found out only after a gap in the connection happened then at the latest. */
function when({ at, learntAt }: StoryLine): string {
  const time = clockTime(at).slice(0, 8);
  return learntAt === undefined ? time : `by ${time}`;
}

/** How the call went, line by line, in the words of `ringback why`. Closed until somebody wants it. */
export function CallStory({ lines }: { lines: readonly StoryLine[] }) {
  if (lines.length === 0) return null;
  return (
    <details class="story">
      <summary>What happened</summary>
      <ol class="small-text">
        {lines.map((line) => (
          <li key={`${line.at} ${line.text}`}>
            <time class="quiet" datetime={line.at}>
              {when(line)}
            </time>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
