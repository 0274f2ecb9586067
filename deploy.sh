#!/usr/bin/env bash
# Builds the program natively for the Pi, copies it over ssh and starts it: ./deploy.sh USER@HOST
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

if [[ $# -ne 1 ]]; then
  echo "usage: ./deploy.sh USER@HOST   (a Raspberry Pi OS 64-bit that takes your ssh key and lets USER sudo)" >&2
  exit 2
fi
target=$1
built=out/publish/linux-arm64

./src/Recorder.App/publish linux-arm64 "$built"

staging=$(ssh "$target" mktemp -d)
scp -q "$built/recorder" systemd/*.service image/recorder.json image/90-recorder.conf image/90-recorder-clock.rules image/99-recorder-stick.rules image/recorder-stick image/recorder-sudoers README.md "$target:$staging/"
# shellcheck disable=SC2087  # $staging is meant to be filled in here
ssh "$target" "sudo sh -eu" <<EOT
apt-get install -y -qq --no-install-recommends libasound2 libsndfile1 libsoxr0 >/dev/null
id recorder >/dev/null 2>&1 || useradd --system --home-dir /var/lib/recorder --groups audio recorder
for group in gpio spi i2c plugdev; do getent group \$group >/dev/null || groupadd --system \$group; done
install -d /opt/recorder /etc/recorder
# A running take is closed whole by the engine's own stop.
systemctl stop recorder-host recorder-engine 2>/dev/null || true
install -m 755 $staging/recorder /opt/recorder/recorder
install -m 755 $staging/recorder-stick /opt/recorder/recorder-stick
install -m 644 $staging/99-recorder-stick.rules /etc/udev/rules.d/99-recorder-stick.rules
install -m 440 $staging/recorder-sudoers /etc/sudoers.d/recorder
install -m 644 $staging/README.md /opt/recorder/README.md
[ -e /etc/recorder/recorder.json ] || install -m 644 $staging/recorder.json /etc/recorder/recorder.json
install -m 644 $staging/90-recorder.conf /etc/sysctl.d/90-recorder.conf
install -m 644 $staging/90-recorder-clock.rules /etc/udev/rules.d/90-recorder-clock.rules
install -m 644 $staging/*.service /etc/systemd/system/
sysctl -q --system
systemctl daemon-reload
udevadm control --reload && udevadm trigger --subsystem-match=rtc
systemctl enable --now recorder-governor recorder-engine recorder-host
rm -r $staging
systemctl --no-pager --lines=0 status recorder-engine recorder-host
EOT
