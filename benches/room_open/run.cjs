// node run.cjs <script> <task> <file> <times>: prints how many milliseconds each run took; for `stay` how many bytes.
const [script, task, file, times] = process.argv.slice(2);
const room = require(script);
room.hold(new Uint8Array(require("node:fs").readFileSync(file)));
if (task === "key") room.sit_down();
for (let time = 0; time < Number(times); time += 1) {
  const began = performance.now();
  const grown = room[task]();
  console.log(task === "stay" ? grown : performance.now() - began);
}
