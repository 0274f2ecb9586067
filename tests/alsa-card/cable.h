// A cable from the first output of a card to one of its inputs: a ring in a file that both streams map, in whatever process.
#include <fcntl.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CABLE_FRAMES (1 << 17)

typedef struct {
  uint64_t frame;  // of the card, at which the word is heard
  uint32_t word;
} cable_frame_t;

typedef struct {
  cable_frame_t *ring;
  uint64_t begin;         // frame of the card at which frame 0 of the stream is heard
  uint32_t *early;        // what was written before the stream was started
  uint64_t early_frames;
  int is_running;
} cable_t;

static int cable_plug(cable_t *cable, const char *path) {
  int fd = open(path, O_RDWR | O_CREAT, 0600);
  if (fd < 0 || ftruncate(fd, CABLE_FRAMES * sizeof(cable_frame_t)) < 0)
    return -errno;
  void *ring = mmap(NULL, CABLE_FRAMES * sizeof(cable_frame_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  cable->early = calloc(CABLE_FRAMES, sizeof *cable->early);
  if (ring == MAP_FAILED || !cable->early)
    return -ENOMEM;
  cable->ring = ring;
  return 0;
}

static void cable_unplug(cable_t *cable) {
  if (cable->ring)
    munmap(cable->ring, CABLE_FRAMES * sizeof(cable_frame_t));
  free(cable->early);
}

static void cable_put(cable_t *cable, uint64_t frame, uint32_t word) {
  cable_frame_t *at = cable->ring + (cable->begin + frame) % CABLE_FRAMES;
  at->word = word;
  __atomic_store_n(&at->frame, cable->begin + frame, __ATOMIC_RELEASE);
}

static void cable_play(cable_t *cable, uint64_t frame, uint32_t word) {
  if (!cable->ring)
    return;
  if (cable->is_running) {
    cable_put(cable, frame, word);
  } else if (frame < CABLE_FRAMES) {
    cable->early[frame] = word;
    cable->early_frames = frame + 1;
  }
}

static void cable_start(cable_t *cable, uint64_t begin) {
  if (!cable->ring)
    return;
  cable->begin = begin;
  cable->is_running = 1;
  for (uint64_t i = 0; i < cable->early_frames; i++)
    cable_put(cable, i, cable->early[i]);
  cable->early_frames = 0;
}

static void cable_stop(cable_t *cable) { cable->is_running = 0; }

// Silence where nothing was played.
static uint32_t cable_hear(const cable_t *cable, uint64_t frame) {
  const cable_frame_t *at = cable->ring + frame % CABLE_FRAMES;
  return __atomic_load_n(&at->frame, __ATOMIC_ACQUIRE) == frame ? at->word : 0;
}
