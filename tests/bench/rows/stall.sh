# 32 channels in real time on a disk whose every flush takes 30 ms.
row_stall() {
  local lost
  lost=$("$recorder" record --device band:32 --session "$work/slow" --seconds 30 --flush-delay 30 --json | node -e '
    console.log(JSON.parse(require("fs").readFileSync(0)).lostFrames)')
  verdict "record 32 inputs for 30 s, every flush + 30 ms: lost" "$lost frames" "nothing lost" "$(held "$lost == 0")"
  rm -rf "$work/slow"
}
