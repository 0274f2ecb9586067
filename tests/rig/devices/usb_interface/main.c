/* usb-interface --port N ...: the interface, waiting for `usbip --tcp-port N attach -r 127.0.0.1 -b 1-1`.
 * SIGUSR1 pulls its cable; it can be attached again. Its sound goes on by the clock meanwhile, so that what was missed can be counted;
 * it says when it began, in seconds of CLOCK_MONOTONIC, and for each SIGUSR2 by how many seconds its sound was late at worst: a
 * machine with too much to do does not run it as the real one would run. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "interface.h"
#include "usbip.h"

/* A transfer of sound that the driver has asked for, answered when its time has come. */
struct transfer {
    struct usbip_header asked;
    struct usbip_packet *packets;
    double due;
    struct transfer *next;
};

static volatile sig_atomic_t is_pulled, is_asked;
static struct transfer *first_transfer;
static double stream_time;     /* when the last transfer asked for will be over */
static double frames_owed;     /* the part of a frame that a packet could not carry */
static uint64_t next_frame;
static double born_at;
static double most_late;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The frame that is heard at a time, from 1; the clock runs from birth, whether or not anybody listens. */
static uint64_t frame_at(const struct interface *interface, double time)
{
    return 1 + (uint64_t)((time - born_at) * interface->rate_hz * (1 + interface->clock_ppm * 1e-6));
}

static void pull(int signal)
{
    (void)signal;
    is_pulled = 1;
}

static void ask(int signal)
{
    (void)signal;
    is_asked = 1;
}

static void tell(void)
{
    is_asked = 0;
    printf("%.6f\n", most_late);
    fflush(stdout);
}

static void forget(struct transfer **link)
{
    struct transfer *it = *link;
    *link = it->next;
    free(it->packets);
    free(it);
}

static int answer_control(struct interface *interface, int socket, const struct usbip_header *asked)
{
    uint8_t bytes[4096];
    const int wanted = (int)ntohl(asked->submit.bytes), is_in = ntohl(asked->direction) != 0, setting = interface->setting;
    if (!is_in && wanted > 0 && (wanted > (int)sizeof bytes || usbip_read(socket, bytes, wanted) < 0))
        return -1;
    const int result = interface_control(interface, asked->submit.setup, bytes, sizeof bytes);
    if (interface->setting != setting)
        stream_time = 0;
    struct usbip_header done = {.command = htonl(SUBMIT_DONE), .sequence = asked->sequence};
    done.done.status = htonl((uint32_t)(result < 0 ? result : 0));
    done.done.bytes = htonl((uint32_t)(result < 0 ? 0 : is_in ? result : wanted));
    if (usbip_write(socket, &done, sizeof done) < 0)
        return -1;
    return is_in && result > 0 ? usbip_write(socket, bytes, result) : 0;
}

static int queue_sound(const struct interface *interface, int socket, const struct usbip_header *asked)
{
    const int count = (int)ntohl(asked->submit.packets);
    struct transfer *it = calloc(1, sizeof *it), **end = &first_transfer;
    it->asked = *asked;
    it->packets = calloc((size_t)count, sizeof *it->packets);
    const double time = now();
    if (stream_time == 0) {
        stream_time = time;
        next_frame = frame_at(interface, time);
    }
    stream_time += count * interface_packet_seconds(interface);
    it->due = stream_time;
    while (*end)
        end = &(*end)->next;
    *end = it;
    return usbip_read(socket, it->packets, count * (int)sizeof *it->packets);
}

static int forget_asked(int socket, const struct usbip_header *asked)
{
    struct usbip_header done = {.command = htonl(UNLINK_DONE), .sequence = asked->sequence};
    /* The stream ends: the next one begins with what is heard then. */
    stream_time = 0;
    for (struct transfer **link = &first_transfer; *link; link = &(*link)->next) {
        if ((*link)->asked.sequence == asked->unlink.sequence) {
            forget(link);
            done.unlinked.status = htonl((uint32_t)CONNECTION_RESET);
            break;
        }
    }
    return usbip_write(socket, &done, sizeof done);
}

static int answer_sound(const struct interface *interface, int socket, struct transfer *it)
{
    const int count = (int)ntohl(it->asked.submit.packets), frame_bytes = interface->channels * SAMPLE_BYTES;
    const double frames_a_packet = interface->rate_hz * (1 + interface->clock_ppm * 1e-6) * interface_packet_seconds(interface);
    /* One write for all of it: every other one would wake the driver for nothing. */
    const size_t most = sizeof(struct usbip_header) + ntohl(it->asked.submit.bytes) + (size_t)count * sizeof *it->packets;
    uint8_t *const message = malloc(most), *at = message + sizeof(struct usbip_header);
    for (int i = 0; i < count; i++) {
        const int room = (int)ntohl(it->packets[i].bytes) / frame_bytes;
        frames_owed += frames_a_packet;
        const int frames = (int)frames_owed < room ? (int)frames_owed : room;
        frames_owed -= frames;
        for (int frame = 0; frame < frames; frame++, next_frame++) {
            for (int channel = 0; channel < interface->channels; channel++, at += SAMPLE_BYTES) {
                const uint32_t sample = interface_sample(interface, next_frame, channel);
                memcpy(at, &sample, SAMPLE_BYTES);
            }
        }
        it->packets[i].actual_bytes = htonl((uint32_t)(frames * frame_bytes));
        it->packets[i].status = 0;
    }
    struct usbip_header done = {.command = htonl(SUBMIT_DONE), .sequence = it->asked.sequence};
    done.done.bytes = htonl((uint32_t)(at - message - (ptrdiff_t)sizeof done));
    done.done.packets = it->asked.submit.packets;
    memcpy(message, &done, sizeof done);
    memcpy(at, it->packets, (size_t)count * sizeof *it->packets);
    at += (size_t)count * sizeof *it->packets;
    const int result = usbip_write(socket, message, (int)(at - message));
    free(message);
    return result;
}

static int answer(struct interface *interface, int socket)
{
    struct usbip_header asked;
    if (usbip_read(socket, &asked, sizeof asked) < 0)
        return -1;
    if (ntohl(asked.command) == UNLINK)
        return forget_asked(socket, &asked);
    return ntohl(asked.endpoint) == 0 ? answer_control(interface, socket, &asked) : queue_sound(interface, socket, &asked);
}

/* Until the cable is pulled or the other side lets go. */
static void serve(struct interface *interface, int socket)
{
    while (!is_pulled) {
        const double wait = first_transfer ? first_transfer->due - now() : 1;
        const struct timespec timeout = {wait > 0 ? (time_t)wait : 0, wait > 0 ? (long)((wait - (time_t)wait) * 1e9) : 0};
        struct pollfd wanted = {socket, POLLIN, 0};
        if (ppoll(&wanted, 1, &timeout, NULL) > 0) {
            do {
                if (answer(interface, socket) < 0)
                    return;
            } while (usbip_has_more());
        }
        if (is_asked)
            tell();
        while (first_transfer && first_transfer->due <= now()) {
            if (now() - first_transfer->due > most_late)
                most_late = now() - first_transfer->due;
            if (answer_sound(interface, socket, first_transfer) < 0)
                return;
            forget(&first_transfer);
        }
    }
}

static void usage(void)
{
    fprintf(stderr, "usb-interface --port N --channels N --rate HZ --interval N [--ppm N] [--product NAME] [--serial NAME]\n");
    exit(2);
}

static struct interface parse(int count, char **words, int *port)
{
    static const struct option options[] = {
        {"port", 1, 0, 'p'}, {"channels", 1, 0, 'c'}, {"rate", 1, 0, 'r'}, {"interval", 1, 0, 'i'}, {"ppm", 1, 0, 'd'},
        {"product", 1, 0, 'n'}, {"serial", 1, 0, 's'}, {0, 0, 0, 0},
    };
    struct interface it = {.product = "Bench Interface", .serial = "0001"};
    for (int option; (option = getopt_long(count, words, "", options, NULL)) != -1;) {
        switch (option) {
        case 'p': *port = atoi(optarg); break;
        case 'c': it.channels = atoi(optarg); break;
        case 'r': it.rate_hz = atoi(optarg); break;
        case 'i': it.interval = atoi(optarg); break;
        case 'd': it.clock_ppm = atof(optarg); break;
        case 'n': it.product = optarg; break;
        case 's': it.serial = optarg; break;
        default: usage();
        }
    }
    if (*port <= 0 || it.channels <= 0 || it.channels > 60 || it.rate_hz <= 0 || it.interval < 1 || it.interval > 4)
        usage();
    return it;
}

int main(int count, char **words)
{
    int port = 0;
    struct interface interface = parse(count, words, &port);
    if (interface_describe(&interface) < 0) {
        fprintf(stderr, "usb-interface: so many channels need a shorter interval\n");
        return 2;
    }
    const struct sigaction on_pull = {.sa_handler = pull};
    const struct sigaction on_ask = {.sa_handler = ask};
    sigaction(SIGUSR1, &on_pull, NULL);
    sigaction(SIGUSR2, &on_ask, NULL);
    born_at = now();
    printf("%.9f\n", born_at);
    fflush(stdout);
    for (const int listening = usbip_listen(port);;) {
        const int socket = usbip_accept_import(listening);
        is_pulled = 0;
        stream_time = 0;
        interface.setting = 0;
        serve(&interface, socket);
        shutdown(socket, SHUT_RDWR);
        close(socket);
        while (first_transfer)
            forget(&first_transfer);
    }
}
