# 32 mono tracks of 60 s, 24 bit: files in, broadcast WAVs out, as fast as the disk.
row_record() {
  local inputs=$work/inputs ours peer i maps=() from=()
  mkdir -p "$inputs"
  for i in $(seq -w 1 32); do
    sox -R -n -r 48000 -b 24 -c 1 "$inputs/$i.wav" synth 60 pinknoise gain -12
    from+=(-i "$inputs/$i.wav")
    maps+=(-map "$((10#$i - 1)):a" -c:a pcm_s24le "$work/peer-$i.wav")
  done
  before_each='rm -rf "$work/session" "$work"/peer-*.wav; sync'
  ours=$(cpu "$recorder" record --device "files:$inputs" --session "$work/session" --speed max)
  peer=$(cpu ffmpeg -nostdin -y -v error "${from[@]}" "${maps[@]}")
  before_each=
  compare "record 32 x 60 s, beside ffmpeg writing 32 mono files" "$ours" "$peer" 1

  rm -rf "$work/session"
  /usr/bin/time -f %M -o "$work/rss" "$recorder" record --device "files:$inputs" --session "$work/session" --speed max --json >"$work/report"
  local ring_kb rss_kb
  rss_kb=$(cat "$work/rss")
  ring_kb=$((32 * 48000 * 4 * 30 / 1000))
  verdict "record: memory beyond the 30 s ring" "$(((rss_kb - ring_kb) / 1000)) MB" "<= 60 MB" \
    "$(held "$rss_kb - $ring_kb <= 60000")"
  rm -rf "$inputs" "$work/session" "$work"/peer-*.wav
}
