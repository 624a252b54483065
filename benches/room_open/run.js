// node run.js <module.js> <task> <file> <times>: prints how long each time took, in milliseconds.
const [module, task, file, times] = process.argv.slice(2);
const room = require(module);
room.hold(new Uint8Array(require("fs").readFileSync(file)));
if (task === "key") room.sit_down();
for (let time = 0; time < Number(times); time += 1) {
  const began = performance.now();
  room[task]();
  console.log(performance.now() - began);
}
