// The mixer elements of the card in user space: an ALSA control plugin whose values lie in a file, so that several openers
// see one another's changes as they see those of a hand on a real card. Built for tests, see asound.conf.in.
#include <alsa/asoundlib.h>
#include <alsa/control_external.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define MOST_ELEMENTS 32
#define MOST_CHANNELS 8
#define READ (SND_CTL_EXT_ACCESS_READ)
#define KNOB (SND_CTL_EXT_ACCESS_READWRITE | SND_CTL_EXT_ACCESS_TLV_READ | SND_CTL_EXT_ACCESS_TLV_CALLBACK)
#define SWITCH (SND_CTL_EXT_ACCESS_READWRITE)

typedef struct {
  const char *name;
  int type, access, channels;
  long least, most;
  int least_centidb, step_centidb;  // of an integer
  const char *items[4];
} element_t;

static const element_t elements[] = {
  {"Mic 1 Capture Volume", SND_CTL_ELEM_TYPE_INTEGER, KNOB, 1, 0, 60, 0, 100, {0}},
  {"Mic 2 Capture Volume", SND_CTL_ELEM_TYPE_INTEGER, KNOB, 1, 0, 60, 0, 100, {0}},
  {"Mic 1 Phantom Power Switch", SND_CTL_ELEM_TYPE_BOOLEAN, SWITCH, 1, 0, 1, 0, 0, {0}},
  {"Mic 2 Phantom Power Switch", SND_CTL_ELEM_TYPE_BOOLEAN, SWITCH, 1, 0, 1, 0, 0, {0}},
  {"Mic 1 Pad Switch", SND_CTL_ELEM_TYPE_BOOLEAN, SWITCH, 1, 0, 1, 0, 0, {0}},
  {"Line In 3-4 Gain", SND_CTL_ELEM_TYPE_INTEGER, KNOB, 2, 0, 48, -1200, 50, {0}},
  {"Master Playback Volume", SND_CTL_ELEM_TYPE_INTEGER, KNOB, 2, 0, 60, -6000, 100, {0}},
  {"Clock Source", SND_CTL_ELEM_TYPE_ENUMERATED, SWITCH, 1, 0, 2, 0, 0, {"Internal", "S/PDIF", "ADAT"}},
  {"Clock Source Validity", SND_CTL_ELEM_TYPE_BOOLEAN, READ, 1, 0, 1, 0, 0, {0}},
  {"Current Sample Rate", SND_CTL_ELEM_TYPE_INTEGER, READ, 1, 0, 192000, 0, 0, {0}},
  {"Mic 5-6 Phantom Power Switch", SND_CTL_ELEM_TYPE_BOOLEAN, SWITCH, 1, 0, 1, 0, 0, {0}},
};
enum { ELEMENTS = sizeof elements / sizeof *elements, VALIDITY = 8, RATE = 9 };

typedef struct {
  uint32_t is_made;
  uint32_t changes[MOST_ELEMENTS];
  int32_t values[MOST_ELEMENTS][MOST_CHANNELS];
} values_t;

typedef struct {
  snd_ctl_ext_t ext;
  values_t *values;
  uint32_t seen[MOST_ELEMENTS];
} controls_t;

static int elem_count(snd_ctl_ext_t *ext) {
  (void)ext;
  return ELEMENTS;
}

static int elem_list(snd_ctl_ext_t *ext, unsigned offset, snd_ctl_elem_id_t *id) {
  (void)ext;
  snd_ctl_elem_id_set_interface(id, SND_CTL_ELEM_IFACE_MIXER);
  snd_ctl_elem_id_set_name(id, elements[offset].name);
  return 0;
}

static snd_ctl_ext_key_t find_elem(snd_ctl_ext_t *ext, const snd_ctl_elem_id_t *id) {
  (void)ext;
  for (snd_ctl_ext_key_t i = 0; i < ELEMENTS; i++)
    if (!strcmp(elements[i].name, snd_ctl_elem_id_get_name(id)))
      return i;
  return SND_CTL_EXT_KEY_NOT_FOUND;
}

static int get_attribute(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, int *type, unsigned *access, unsigned *count) {
  (void)ext;
  *type = elements[key].type;
  *access = elements[key].access;
  *count = elements[key].channels;
  return 0;
}

static int get_integer_info(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *least, long *most, long *step) {
  (void)ext;
  *least = elements[key].least;
  *most = elements[key].most;
  *step = 1;
  return 0;
}

static int get_enumerated_info(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, unsigned *items) {
  (void)ext;
  *items = elements[key].most + 1;
  return 0;
}

static int get_enumerated_name(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, unsigned item, char *name, size_t size) {
  (void)ext;
  snprintf(name, size, "%s", elements[key].items[item]);
  return 0;
}

static int read_integer(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value) {
  controls_t *controls = ext->private_data;
  for (int c = 0; c < elements[key].channels; c++)
    value[c] = controls->values->values[key][c];
  return 0;
}

static int write_integer(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value) {
  controls_t *controls = ext->private_data;
  int changed = 0;
  for (int c = 0; c < elements[key].channels; c++) {
    changed |= controls->values->values[key][c] != value[c];
    controls->values->values[key][c] = value[c];
  }
  if (changed)
    __atomic_fetch_add(&controls->values->changes[key], 1, __ATOMIC_RELEASE);
  return changed;
}

static int read_enumerated(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, unsigned *items) {
  controls_t *controls = ext->private_data;
  *items = controls->values->values[key][0];
  return 0;
}

static int write_enumerated(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, unsigned *items) {
  long value = *items;
  return write_integer(ext, key, &value);
}

static void subscribe_events(snd_ctl_ext_t *ext, int subscribe) {
  controls_t *controls = ext->private_data;
  struct itimerspec every = {{0, subscribe ? 20000000 : 0}, {0, subscribe ? 20000000 : 0}};
  timerfd_settime(ext->poll_fd, 0, &every, NULL);
  memcpy(controls->seen, controls->values->changes, sizeof controls->seen);
}

static int read_event(snd_ctl_ext_t *ext, snd_ctl_elem_id_t *id, unsigned *mask) {
  controls_t *controls = ext->private_data;
  for (int i = 0; i < ELEMENTS; i++) {
    uint32_t changes = __atomic_load_n(&controls->values->changes[i], __ATOMIC_ACQUIRE);
    if (changes == controls->seen[i])
      continue;
    controls->seen[i] = changes;
    elem_list(ext, i, id);
    *mask = SND_CTL_EVENT_MASK_VALUE;
    return 1;
  }
  return -EAGAIN;
}

static int poll_revents(snd_ctl_ext_t *ext, struct pollfd *descriptors, unsigned count, unsigned short *events) {
  uint64_t turns;
  (void)ext;
  (void)count;
  // Also when nothing has changed: whoever waits would go on waiting beyond its time otherwise.
  *events = (descriptors[0].revents & POLLIN) && read(descriptors[0].fd, &turns, sizeof turns) > 0 ? POLLIN : 0;
  return 0;
}

static int tlv(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, int op, unsigned numid, unsigned *data, unsigned size) {
  (void)ext;
  (void)numid;
  if (op != 0 || size < 4 * sizeof *data || !elements[key].step_centidb)
    return -ENXIO;
  data[0] = SND_CTL_TLVT_DB_SCALE;
  data[1] = 2 * sizeof *data;
  data[2] = elements[key].least_centidb;
  data[3] = elements[key].step_centidb;
  return 0;
}

static void controls_close(snd_ctl_ext_t *ext) {
  controls_t *controls = ext->private_data;
  close(ext->poll_fd);
  munmap(controls->values, sizeof *controls->values);
  free(controls);
}

static const snd_ctl_ext_callback_t callbacks = {
  .close = controls_close, .elem_count = elem_count, .elem_list = elem_list, .find_elem = find_elem,
  .get_attribute = get_attribute, .get_integer_info = get_integer_info, .get_enumerated_info = get_enumerated_info,
  .get_enumerated_name = get_enumerated_name, .read_integer = read_integer, .write_integer = write_integer,
  .read_enumerated = read_enumerated, .write_enumerated = write_enumerated, .subscribe_events = subscribe_events,
  .read_event = read_event, .poll_revents = poll_revents,
};

static int map_values(controls_t *controls, const char *path) {
  int fd = open(path, O_RDWR | O_CREAT, 0600);
  if (fd < 0)
    return -ENODEV;
  if (ftruncate(fd, sizeof *controls->values) == 0)
    controls->values = mmap(NULL, sizeof *controls->values, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (!controls->values || controls->values == MAP_FAILED)
    return -ENOMEM;
  if (!controls->values->is_made) {
    controls->values->values[VALIDITY][0] = 1;
    controls->values->values[RATE][0] = 48000;
    controls->values->is_made = 1;
  }
  return 0;
}

SND_CTL_PLUGIN_DEFINE_FUNC(testcard) {
  const char *values = "", *id;
  snd_config_iterator_t i, next;
  (void)root;
  snd_config_for_each(i, next, conf) {
    snd_config_t *entry = snd_config_iterator_entry(i);
    if (snd_config_get_id(entry, &id) == 0 && !strcmp(id, "values"))
      snd_config_get_string(entry, &values);
  }
  controls_t *controls = calloc(1, sizeof *controls);
  if (!controls)
    return -ENOMEM;
  int err = map_values(controls, values);
  if (err < 0) {
    free(controls);
    return err;
  }
  controls->ext.version = SND_CTL_EXT_VERSION;
  strcpy(controls->ext.id, "testcard");
  strcpy(controls->ext.driver, "testcard");
  strcpy(controls->ext.name, "Test card");
  strcpy(controls->ext.longname, "Test card in user space");
  strcpy(controls->ext.mixername, "Test card");
  controls->ext.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  controls->ext.callback = &callbacks;
  controls->ext.private_data = controls;
  controls->ext.tlv.c = tlv;
  err = snd_ctl_ext_create(&controls->ext, name, mode);
  if (err < 0) {
    controls_close(&controls->ext);
    return err;
  }
  *handlep = controls->ext.handle;
  return 0;
}

SND_CTL_PLUGIN_SYMBOL(testcard);
