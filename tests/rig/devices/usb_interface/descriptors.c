/* What the interface says of itself: USB 2.0 chapter 9, USB Audio Class 2.0 chapter 4. */
#include <string.h>

#include "interface.h"

enum {
    CLOCK_SOURCE = 4, INPUT_TERMINAL = 1, OUTPUT_TERMINAL = 3, PREAMPLIFIER = 5,
    GET_STATUS = 0, GET_DESCRIPTOR = 6, GET_CONFIGURATION = 8, GET_INTERFACE = 10, SET_INTERFACE = 11,
    DEVICE = 1, CONFIGURATION = 2, STRING = 3, QUALIFIER = 6,
    CLASS_CURRENT = 1, CLASS_RANGE = 2, SAMPLE_FREQUENCY = 1, CLOCK_VALID = 2, MUTE = 1, VOLUME = 2,
    HIGHEST_GAIN = 60 * 256, GAIN_STEP = 256,
    MICROFRAMES_PER_SECOND = 8000, MOST_PACKET_BYTES = 1024, MOST_PACKETS_A_MICROFRAME = 3,
};

static const uint8_t device_descriptor[] = {18, DEVICE, 0x00, 0x02, 0xEF, 2, 1, 64, 0x09, 0x12, 0x01, 0x00, 0x00, 0x01, 1, 2, 3, 1};
static const uint8_t qualifier[] = {10, QUALIFIER, 0x00, 0x02, 0xEF, 2, 1, 64, 1, 0};

#define APPEND(interface, ...)                                                                     \
    do {                                                                                           \
        const uint8_t bytes[] = {__VA_ARGS__};                                                     \
        memcpy((interface)->configuration + (interface)->configuration_bytes, bytes, sizeof bytes); \
        (interface)->configuration_bytes += sizeof bytes;                                          \
    } while (0)

double interface_packet_seconds(const struct interface *interface)
{
    return (double)(1 << (interface->interval - 1)) / MICROFRAMES_PER_SECOND;
}

/* A feature unit: mute and gain for all inputs together, none for single ones. */
static void describe_preamplifier(struct interface *it)
{
    APPEND(it, (uint8_t)(6 + 4 * (it->channels + 1)), 0x24, 6, PREAMPLIFIER, INPUT_TERMINAL, 0x0F, 0, 0, 0);
    for (int channel = 0; channel < it->channels; channel++)
        APPEND(it, 0, 0, 0, 0);
    APPEND(it, 0);
}

static void describe_control(struct interface *it)
{
    APPEND(it, 9, 4, 0, 0, 0, 1, 1, 0x20, 0);                                    /* audio control interface, version 2 */
    const size_t header = it->configuration_bytes;
    APPEND(it, 9, 0x24, 1, 0x00, 0x02, 8, 0, 0, 0);                              /* class header; its total length below */
    APPEND(it, 8, 0x24, 0x0A, CLOCK_SOURCE, 3, 7, 0, 0);                         /* internal, programmable clock */
    APPEND(it, 17, 0x24, 2, INPUT_TERMINAL, 0x03, 0x06, 0, CLOCK_SOURCE, (uint8_t)it->channels, 0, 0, 0, 0, 0, 0, 0, 2);
    describe_preamplifier(it);
    APPEND(it, 12, 0x24, 3, OUTPUT_TERMINAL, 0x01, 0x01, 0, PREAMPLIFIER, CLOCK_SOURCE, 0, 0, 0);
    const size_t total = it->configuration_bytes - header;
    it->configuration[header + 6] = (uint8_t)total;
    it->configuration[header + 7] = (uint8_t)(total >> 8);
}

static void describe_streaming(struct interface *it, int packet_word)
{
    APPEND(it, 9, 4, 1, 0, 0, 1, 2, 0x20, 0);                                    /* setting 0: no sound */
    APPEND(it, 9, 4, 1, 1, 1, 1, 2, 0x20, 0);                                    /* setting 1: sound */
    APPEND(it, 16, 0x24, 1, OUTPUT_TERMINAL, 0, 1, 1, 0, 0, 0, (uint8_t)it->channels, 0, 0, 0, 0, 0);
    APPEND(it, 6, 0x24, 2, 1, SAMPLE_BYTES, SAMPLE_BYTES * 8);                   /* PCM */
    APPEND(it, 7, 5, ENDPOINT_IN, 0x05, (uint8_t)packet_word, (uint8_t)(packet_word >> 8), (uint8_t)it->interval);
    APPEND(it, 8, 0x25, 1, 0, 0, 0, 0, 0);
}

int interface_describe(struct interface *it)
{
    const int most_frames = (int)(it->rate_hz * interface_packet_seconds(it)) + 2;
    const int bytes = most_frames * it->channels * SAMPLE_BYTES;
    const int packets = (bytes + MOST_PACKET_BYTES - 1) / MOST_PACKET_BYTES;
    if (packets > MOST_PACKETS_A_MICROFRAME)
        return -1;
    it->configuration_bytes = 0;
    APPEND(it, 9, CONFIGURATION, 0, 0, 2, 1, 0, 0x80, 50);
    APPEND(it, 8, 11, 0, 2, 1, 0, 0x20, 0);                                      /* both interfaces are one function */
    describe_control(it);
    describe_streaming(it, (bytes + packets - 1) / packets | (packets - 1) << 11);
    it->configuration[2] = (uint8_t)it->configuration_bytes;
    it->configuration[3] = (uint8_t)(it->configuration_bytes >> 8);
    return 0;
}

static int give(const void *bytes, size_t count, size_t wanted, uint8_t *reply, size_t room)
{
    if (count > wanted)
        count = wanted;
    if (count > room)
        count = room;
    memcpy(reply, bytes, count);
    return (int)count;
}

static int give_string(const struct interface *it, int index, size_t wanted, uint8_t *reply, size_t room)
{
    static const uint8_t languages[] = {4, STRING, 9, 4};
    const char *const strings[] = {"", "Bench", it->product, it->serial};
    uint8_t text[64] = {2, STRING};
    if (index == 0)
        return give(languages, sizeof languages, wanted, reply, room);
    if (index >= (int)(sizeof strings / sizeof *strings))
        return STALLED;
    for (const char *letter = strings[index]; *letter && text[0] < sizeof text - 1; letter++, text[0] += 2)
        text[text[0]] = (uint8_t)*letter;
    return give(text, text[0], wanted, reply, room);
}

static int give_descriptor(const struct interface *it, int value, size_t wanted, uint8_t *reply, size_t room)
{
    switch (value >> 8) {
    case DEVICE: return give(device_descriptor, sizeof device_descriptor, wanted, reply, room);
    case CONFIGURATION: return give(it->configuration, it->configuration_bytes, wanted, reply, room);
    case QUALIFIER: return give(qualifier, sizeof qualifier, wanted, reply, room);
    case STRING: return give_string(it, value & 0xFF, wanted, reply, room);
    default: return STALLED;
    }
}

static int give_clock(const struct interface *it, int request, int what, size_t wanted, uint8_t *reply, size_t room)
{
    const uint32_t rate = (uint32_t)it->rate_hz, step = 0;
    if (what == CLOCK_VALID)
        return give(&(uint8_t){1}, 1, wanted, reply, room);
    if (what != SAMPLE_FREQUENCY)
        return STALLED;
    if (request == CLASS_CURRENT)
        return give(&rate, sizeof rate, wanted, reply, room);
    uint8_t range[14] = {1, 0};                                                  /* one range of one rate */
    memcpy(range + 2, &rate, 4);
    memcpy(range + 6, &rate, 4);
    memcpy(range + 10, &step, 4);
    return give(range, sizeof range, wanted, reply, room);
}

/* Mute and gain of the preamplifiers, to be read. */
static int give_feature(const struct interface *it, int request, int what, size_t wanted, uint8_t *reply, size_t room)
{
    static const int16_t range[] = {1, 0, HIGHEST_GAIN, GAIN_STEP};
    if (what == MUTE && request == CLASS_CURRENT)
        return give(&it->is_muted, sizeof it->is_muted, wanted, reply, room);
    if (what != VOLUME)
        return STALLED;
    return request == CLASS_CURRENT ? give(&it->gain, sizeof it->gain, wanted, reply, room) : give(range, sizeof range, wanted, reply, room);
}

/* The same, set; whatever else is set changes nothing. */
static int take_feature(struct interface *it, int what, const uint8_t *bytes, size_t count)
{
    if (what == MUTE && count >= 1)
        it->is_muted = bytes[0];
    if (what == VOLUME && count >= 2)
        it->gain = (int16_t)(bytes[0] | bytes[1] << 8);
    return 0;
}

int interface_control(struct interface *it, const uint8_t setup[8], uint8_t *reply, size_t room)
{
    const int type = setup[0], request = setup[1], value = setup[2] | setup[3] << 8, index = setup[4] | setup[5] << 8;
    const size_t wanted = (size_t)(setup[6] | setup[7] << 8);
    switch (type) {
    case 0x80:
        if (request == GET_DESCRIPTOR)
            return give_descriptor(it, value, wanted, reply, room);
        if (request == GET_STATUS)
            return give((uint8_t[]){0, 0}, 2, wanted, reply, room);
        return request == GET_CONFIGURATION ? give((uint8_t[]){1}, 1, wanted, reply, room) : STALLED;
    case 0x81:
        return request == GET_INTERFACE ? give(&(uint8_t){(uint8_t)it->setting}, 1, wanted, reply, room) : STALLED;
    case 0x01:
        if (request == SET_INTERFACE && (index & 0xFF) == 1)
            it->setting = value;
        return 0;
    case 0x21:
        return index >> 8 == PREAMPLIFIER ? take_feature(it, value >> 8, reply, wanted < room ? wanted : room) : 0;
    case 0xA1:
        if (request != CLASS_CURRENT && request != CLASS_RANGE)
            return STALLED;
        return index >> 8 == CLOCK_SOURCE ? give_clock(it, request, value >> 8, wanted, reply, room)
            : index >> 8 == PREAMPLIFIER ? give_feature(it, request, value >> 8, wanted, reply, room) : STALLED;
    default:
        return (type & 0x80) == 0 ? 0 : STALLED;                                 /* settings that are taken and change nothing */
    }
}
