// A sound card in user space: an ALSA ioplug PCM on the machine's monotonic clock, for machines without a sound driver.
//
// The card has been running since the machine's start: its frame n exists at n / (rate * (1 + ppm / 1e6)) seconds of
// CLOCK_MONOTONIC, whoever listens. Each sample tells its frame and channel (word_of), so a recording can be compared with
// the truth to the frame, across overruns, restarts, processes, and while the card was away. Its buffer is a ring: what is
// not read in time is overwritten, and whoever reads it all the same gets newer frames in the place of older ones.
// Parameters and faults: asound.conf.in.
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <stdint.h>
#include <stdio.h>
#include "cable.h"
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  snd_pcm_ioplug_t io;
  long ppm, xrun_every, gone_after, short_every, granularity, copy_ms, misses_turns;
  char control[512];   // a folder; a file "gone" in it: the card is unplugged
  char name[64];
  FILE *played;
  cable_t cable;       // from its outputs to one of its inputs
  long cable_frames, cable_input;
  uint64_t first;      // frame of the card with which the stream began
  uint64_t xrun_at;    // frame of the card at which the stream stops by itself; 0 never
  snd_pcm_uframes_t boundary, stop_threshold;
  long transfers;
} card_t;

static uint64_t now_frame(const card_t *card) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  unsigned __int128 ns = (unsigned __int128)now.tv_sec * 1000000000 + now.tv_nsec;
  return (uint64_t)(ns * card->io.rate * (uint64_t)(1000000 + card->ppm) / 1000000 / 1000000000);
}

// The same in tests/Recorder.TestSupport/TestCard.cs.
static uint32_t word_of(uint64_t frame, unsigned channel) {
  uint32_t mixed = (uint32_t)(frame * 2654435761u + channel * 40503u + 12345u);
  mixed ^= mixed >> 15;
  return mixed * 2246822519u;
}

static void control_path(const card_t *card, const char *file, char *path, size_t size) {
  snprintf(path, size, "%s/%s", card->control, file);
}

static int is_gone(const card_t *card) {
  char path[600];
  control_path(card, "gone", path, sizeof path);
  return card->control[0] && access(path, F_OK) == 0;
}

static void pull(const card_t *card) {
  char path[600];
  control_path(card, "gone", path, sizeof path);
  FILE *mark = fopen(path, "w");
  if (mark)
    fclose(mark);
}

static void set_timer(card_t *card, int on) {
  long long ns = on ? 1000000000LL * card->io.period_size / card->io.rate : 0;
  struct timespec span = {ns / 1000000000LL, ns % 1000000000LL};
  struct itimerspec every = {span, span};
  timerfd_settime(card->io.poll_fd, 0, &every, NULL);
}

static int card_start(snd_pcm_ioplug_t *io) {
  card_t *card = io->private_data;
  if (is_gone(card))
    return -ENODEV;
  card->first = now_frame(card);
  card->xrun_at = card->xrun_every ? card->first + card->xrun_every : 0;
  cable_start(&card->cable, card->first + card->cable_frames);
  set_timer(card, 1);
  return 0;
}

static int card_stop(snd_pcm_ioplug_t *io) {
  card_t *card = io->private_data;
  set_timer(card, 0);
  cable_stop(&card->cable);
  return 0;
}

static int card_prepare(snd_pcm_ioplug_t *io) {
  card_t *card = io->private_data;
  cable_stop(&card->cable);
  return is_gone(card) ? -ENODEV : 0;
}

static snd_pcm_sframes_t card_pointer(snd_pcm_ioplug_t *io) {
  card_t *card = io->private_data;
  if (is_gone(card)) {
    snd_pcm_ioplug_set_state(io, SND_PCM_STATE_DISCONNECTED);
    return -ENODEV;
  }
  if (io->state != SND_PCM_STATE_RUNNING && io->state != SND_PCM_STATE_DRAINING)
    return io->hw_ptr;
  uint64_t now = now_frame(card);
  uint64_t done = now - card->first;
  if (card->gone_after && done >= (uint64_t)card->gone_after) {
    pull(card);
    snd_pcm_ioplug_set_state(io, SND_PCM_STATE_DISCONNECTED);
    return -ENODEV;
  }
  if (card->xrun_at && now >= card->xrun_at)
    return -EPIPE;
  done -= done % card->granularity;
  uint64_t behind = io->stream == SND_PCM_STREAM_CAPTURE ? done - io->appl_ptr : io->buffer_size + done - io->appl_ptr;
  if ((int64_t)behind >= 0 && behind >= card->stop_threshold)
    return -EPIPE;
  return done % (card->misses_turns ? io->buffer_size : card->boundary);
}

static void store(uint8_t *at, uint32_t word, snd_pcm_format_t format) {
  float level;
  switch (format) {
  case SND_PCM_FORMAT_S16_LE: word >>= 16; memcpy(at, &word, 2); break;
  case SND_PCM_FORMAT_S24_3LE: word >>= 8; memcpy(at, &word, 3); break;
  case SND_PCM_FORMAT_S24_LE: word = (uint32_t)((int32_t)word >> 8); memcpy(at, &word, 4); break;
  case SND_PCM_FORMAT_FLOAT_LE: level = (float)((int32_t)word >> 8) / 8388608.0f; memcpy(at, &level, 4); break;
  default: memcpy(at, &word, 4);
  }
}

static uint32_t fetch(const uint8_t *at, snd_pcm_format_t format) {
  uint32_t word = 0;
  float level;
  switch (format) {
  case SND_PCM_FORMAT_S16_LE: memcpy(&word, at, 2); return word << 16;
  case SND_PCM_FORMAT_S24_3LE: memcpy(&word, at, 3); return word << 8;
  case SND_PCM_FORMAT_S24_LE: memcpy(&word, at, 4); return word << 8;
  case SND_PCM_FORMAT_FLOAT_LE: memcpy(&level, at, 4); return (uint32_t)(int32_t)(level * 2147483520.0f);
  default: memcpy(&word, at, 4); return word;
  }
}

static void play_into_cable(
    card_t *card, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  const uint8_t *at = (uint8_t *)areas[0].addr + (areas[0].first + areas[0].step * offset) / 8;
  for (snd_pcm_uframes_t i = 0; i < size; i++, at += areas[0].step / 8)
    cable_play(&card->cable, card->io.appl_ptr + i, fetch(at, card->io.format));
}

static snd_pcm_sframes_t card_transfer(
    snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  card_t *card = io->private_data;
  if (is_gone(card))
    return -ENODEV;
  if (card->short_every && ++card->transfers % card->short_every == 0)
    size = size > 1 ? size / 2 : size;
  else if (card->short_every && card->transfers % card->short_every == 1 && card->transfers > 1)
    return -EAGAIN;
  if (io->stream == SND_PCM_STREAM_PLAYBACK) {
    if (card->played)
      fwrite((uint8_t *)areas[0].addr + (areas[0].first + areas[0].step * offset) / 8, areas[0].step / 8, size, card->played);
    play_into_cable(card, areas, offset, size);
    return size;
  }
  usleep(card->copy_ms * 1000);
  uint64_t newest = now_frame(card);
  for (unsigned c = 0; c < io->channels; c++) {
    uint8_t *at = (uint8_t *)areas[c].addr + (areas[c].first + areas[c].step * offset) / 8;
    for (snd_pcm_uframes_t i = 0; i < size; i++, at += areas[c].step / 8) {
      uint64_t frame = card->first + io->appl_ptr + i;
      if (frame < newest)
        frame += (newest - 1 - frame) / io->buffer_size * io->buffer_size;
      store(at, card->cable.ring && c + 1 == (unsigned)card->cable_input ? cable_hear(&card->cable, frame) : word_of(frame, c), io->format);
    }
  }
  return size;
}

static int card_sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params) {
  card_t *card = io->private_data;
  snd_pcm_sw_params_get_boundary(params, &card->boundary);
  snd_pcm_sw_params_get_stop_threshold(params, &card->stop_threshold);
  return 0;
}

static int card_revents(snd_pcm_ioplug_t *io, struct pollfd *descriptors, unsigned count, unsigned short *events) {
  uint64_t turns;
  (void)count;
  *events = 0;
  if (descriptors[0].revents & POLLIN) {
    if (read(descriptors[0].fd, &turns, sizeof turns) < 0)
      return 0;
    *events = io->stream == SND_PCM_STREAM_CAPTURE ? POLLIN : POLLOUT;
  }
  return 0;
}

static int card_close(snd_pcm_ioplug_t *io) {
  card_t *card = io->private_data;
  close(io->poll_fd);
  if (card->played)
    fclose(card->played);
  cable_unplug(&card->cable);
  free(card);
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
  .start = card_start, .stop = card_stop, .prepare = card_prepare, .pointer = card_pointer, .transfer = card_transfer,
  .sw_params = card_sw_params, .poll_revents = card_revents, .close = card_close,
};

// The first line of a file of the control folder instead of what the parameters say; the card that came back is another.
static int told(const card_t *card, const char *file, char *text, size_t size) {
  char path[600];
  control_path(card, file, path, sizeof path);
  FILE *in = card->control[0] ? fopen(path, "r") : NULL;
  if (!in)
    return 0;
  int found = fgets(text, size, in) != NULL;
  fclose(in);
  text[strcspn(text, "\n")] = 0;
  return found;
}

static int offer(card_t *card, long channels, const char *format, const char *access, long rate, long buffer_frames) {
  static const unsigned formats[] = {
    SND_PCM_FORMAT_S32_LE, SND_PCM_FORMAT_S24_3LE, SND_PCM_FORMAT_S24_LE, SND_PCM_FORMAT_FLOAT_LE, SND_PCM_FORMAT_S16_LE};
  static const unsigned rates[] = {44100, 48000, 88200, 96000, 176400, 192000};
  unsigned accesses[] = {SND_PCM_ACCESS_RW_INTERLEAVED, SND_PCM_ACCESS_MMAP_INTERLEAVED, SND_PCM_ACCESS_MMAP_NONINTERLEAVED};
  unsigned one_format = snd_pcm_format_value(format), one_rate = rate;
  int any_format = !strcmp(format, "any"), err;
  snd_pcm_ioplug_t *io = &card->io;
  const unsigned *first_access = !strcmp(access, "mmap") ? accesses + 1 : !strcmp(access, "planar") ? accesses + 2 : accesses;
  unsigned sample_bytes = any_format ? 4 : snd_pcm_format_physical_width(one_format) / 8;
  if ((err = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, strcmp(access, "both") ? 1 : 2, first_access)) < 0
      || (err = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, any_format ? 5 : 1, any_format ? formats : &one_format)) < 0
      || (err = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_RATE, rate ? 1 : 6, rate ? &one_rate : rates)) < 0
      || (err = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_CHANNELS, channels, channels)) < 0
      || (err = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 16 * channels, 1 << 20)) < 0
      || (err = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, 32 * channels, buffer_frames * channels * sample_bytes)) < 0)
    return err;
  return snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIODS, 2, 8192);
}

SND_PCM_PLUGIN_DEFINE_FUNC(testcard) {
  long channels = 2, rate = 0, buffer_frames = 1 << 20;
  const char *format = "any", *access = "both", *played = "", *cable = "", *text;
  char line[64];
  card_t *card = calloc(1, sizeof *card);
  if (!card)
    return -ENOMEM;
  card->granularity = card->cable_input = 1;
  strcpy(card->name, "Test card");
  struct { const char *id; long *value; } numbers[] = {
    {"channels", &channels}, {"rate", &rate}, {"buffer_frames", &buffer_frames}, {"ppm", &card->ppm}, {"xrun_every", &card->xrun_every},
    {"gone_after", &card->gone_after}, {"short_every", &card->short_every}, {"copy_ms", &card->copy_ms}, {"granularity", &card->granularity},
    {"cable_frames", &card->cable_frames}, {"cable_input", &card->cable_input}, {"misses_turns", &card->misses_turns}};
  struct { const char *id; const char **value; } texts[] = {{"format", &format}, {"access", &access}, {"played", &played}, {"cable", &cable}};
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, conf) {
    snd_config_t *entry = snd_config_iterator_entry(i);
    const char *id;
    if (snd_config_get_id(entry, &id) < 0)
      continue;
    for (unsigned n = 0; n < sizeof numbers / sizeof *numbers; n++)
      if (!strcmp(id, numbers[n].id))
        snd_config_get_integer(entry, numbers[n].value);
    for (unsigned n = 0; n < sizeof texts / sizeof *texts; n++)
      if (!strcmp(id, texts[n].id))
        snd_config_get_string(entry, texts[n].value);
    if (!strcmp(id, "control") && snd_config_get_string(entry, &text) == 0)
      snprintf(card->control, sizeof card->control, "%s", text);
  }
  int err = is_gone(card) ? -ENODEV : 0;
  if (told(card, "channels", line, sizeof line))
    channels = atol(line);
  if (told(card, "name", line, sizeof line))
    strcpy(card->name, line);
  card->boundary = card->stop_threshold = (snd_pcm_uframes_t)1 << 62;
  card->io.version = SND_PCM_IOPLUG_VERSION;
  card->io.name = card->name;
  card->io.flags = SND_PCM_IOPLUG_FLAG_MONOTONIC | (card->misses_turns ? 0 : SND_PCM_IOPLUG_FLAG_BOUNDARY_WA);
  card->io.callback = &callbacks;
  card->io.private_data = card;
  card->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  card->io.poll_events = POLLIN;
  if (err == 0)
    err = snd_pcm_ioplug_create(&card->io, card->name, stream, mode);
  if (err == 0 && stream == SND_PCM_STREAM_PLAYBACK && played[0])
    card->played = fopen(played, "wb");
  if (err == 0 && cable[0])
    err = cable_plug(&card->cable, cable);
  if (err == 0 && (err = offer(card, channels, format, access, rate, buffer_frames)) < 0) {
    snd_pcm_ioplug_delete(&card->io);
    return err;
  }
  if (err < 0) {
    close(card->io.poll_fd);
    free(card);
    return err;
  }
  *pcmp = card->io.pcm;
  return 0;
}

SND_PCM_PLUGIN_SYMBOL(testcard);
