# 16 tracks of 3 minutes through full strips and one reverb. ffmpeg has no reverb of its own, so it gets the cheaper aecho.
row_mix() {
  local inputs=$work/band session=$work/mix-session i ours peer from=() graph="" wet=""
  mkdir -p "$inputs"
  for i in $(seq -w 1 16); do
    sox -R -n -r 48000 -b 24 -c 1 "$inputs/$i.wav" synth 180 pinknoise tremolo 0.5 90 gain -18
    from+=(-i "$inputs/$i.wav")
    graph+="[$((10#$i - 1)):a]volume=1dB,highpass=f=80,equalizer=f=100:t=q:w=0.7:g=2,equalizer=f=350:t=q:w=1:g=-3,"
    graph+="equalizer=f=3000:t=q:w=1:g=2,equalizer=f=8000:t=q:w=0.7:g=2,agate=threshold=0.005,"
    graph+="acompressor=threshold=0.125:ratio=3:attack=10:release=120,pan=stereo|c0=0.8*c0|c1=0.6*c0,asplit[d$i][s$i];"
    wet+="[s$i]"
  done
  graph+="${wet}amix=inputs=16:normalize=0,volume=-12dB,aecho=0.8:0.7:40|61|83|97:0.4|0.3|0.25|0.2[wet];"
  graph+="$(printf '[d%s]' $(seq -w 1 16))[wet]amix=inputs=17:normalize=0[out]"
  "$recorder" record --device "files:$inputs" --session "$session" --speed max >/dev/null
  full_scene >"$work/scenes.json"
  mkdir -p "$session/mixes/T0001"
  cp "$work/scenes.json" "$session/mixes/T0001/scenes.json"
  ours=$(cpu "$recorder" mix "$session" --scene Full --out "$work/ours.wav")
  peer=$(cpu ffmpeg -nostdin -y -v error "${from[@]}" -filter_complex "$graph" -map '[out]' -c:a pcm_s24le "$work/peer.wav")
  compare "mix 16 x 3 min, full strips and reverb, beside ffmpeg" "$ours" "$peer" 0.5
  rm -rf "$inputs" "$session"
}

# A stored scene in which every block of every strip works.
full_scene() {
  node -e '
    const values = { highPassHz: 80, gateOn: 1, gateThresholdDb: -46, lowGainDb: 2, lowMidGainDb: -3, highMidGainDb: 2, highGainDb: 2,
      compressorOn: 1, compressorThresholdDb: -18, pan: -0.3, reverbSendDb: -12 };
    const strips = [...Array(16)].map((_, i) => ({ track: String(i + 1), strip: { values, handSet: [] } }));
    const scene = { name: "Full", strips, bus: { values: {}, handSet: [] } };
    console.log(JSON.stringify({ current: scene, isEdited: false, scenes: [scene], master: { values: {}, handSet: [] }, quickMixMoves: [] }))'
}
