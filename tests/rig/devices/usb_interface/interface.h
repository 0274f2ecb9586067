/* An audio interface that is a program: inputs with gain and mute, USB Audio Class 2, high speed, 32-bit samples. */
#ifndef INTERFACE_H
#define INTERFACE_H

#include <stddef.h>
#include <stdint.h>

enum {
    SAMPLE_BYTES = 4,
    ENDPOINT_IN = 0x81,
    MOST_DESCRIPTOR_BYTES = 1024,
    STALLED = -32, /* EPIPE, as USB over IP carries it */
};

struct interface {
    int channels;
    int rate_hz;
    int interval;        /* of the endpoint: a packet every 2^(interval-1) microframes */
    double clock_ppm;    /* how much faster than the computer's clock */
    const char *product; /* its name; the last word becomes the card's id */
    const char *serial;
    int setting;         /* alternate setting of the streaming interface: 1 while sound flows */
    int16_t gain;        /* of its preamplifiers, in 1/256 dB; its sound knows its place whatever they do */
    uint8_t is_muted;
    uint8_t configuration[MOST_DESCRIPTOR_BYTES];
    size_t configuration_bytes;
};

/* Fills in the descriptors; 0, or -1 when so much sound does not fit into high-speed packets. */
int interface_describe(struct interface *interface);

/* Answers a control request; one to the interface has its bytes in reply. Returns the bytes put into reply, or STALLED. */
int interface_control(struct interface *interface, const uint8_t setup[8], uint8_t *reply, size_t reply_room);

/* Seconds from one packet to the next. */
double interface_packet_seconds(const struct interface *interface);

/* Sample of the test sound: frames count from 1, see guest/pattern.py. */
static inline uint32_t interface_sample(const struct interface *interface, uint64_t frame, int channel)
{
    return (uint32_t)(frame * (uint64_t)interface->channels + (uint64_t)channel) * 2654435761u;
}

#endif
