# Native builds for desk and Pi: they start, the Pi's under qemu-user.
row_aot() {
  local size
  size=$(stat -c %s "$recorder")
  verdict "native linux-x64: size, starts" "$((size / 1000000)) MB" "--version exits 0" \
    "$("$recorder" --version >/dev/null && echo held || echo MISSED)"
  ./src/Recorder.App/publish linux-arm64 out/publish/linux-arm64
  size=$(stat -c %s out/publish/linux-arm64/recorder)
  verdict "native linux-arm64: size, starts under qemu-user" "$((size / 1000000)) MB" "--version exits 0" \
    "$(qemu-aarch64-static -L /usr/aarch64-linux-gnu out/publish/linux-arm64/recorder --version >/dev/null && echo held || echo MISSED)"
}
