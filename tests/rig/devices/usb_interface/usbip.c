#include "usbip.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { VERSION = 0x0111, LIST_DEVICES = 0x8005, IMPORT = 0x8003, BUS_ID_BYTES = 32, HIGH_SPEED = 3 };

struct operation { uint16_t version, code; uint32_t status; } __attribute__((packed));

struct device {
    char path[256], bus_id[BUS_ID_BYTES];
    uint32_t bus, number, speed;
    uint16_t vendor, product, release;
    uint8_t class, subclass, protocol, configuration, configurations, interfaces;
} __attribute__((packed));

static struct device describe(void)
{
    struct device it = {
        .path = "/sys/devices/bench/usb1/1-1", .bus_id = "1-1", .bus = htonl(1), .number = htonl(2), .speed = htonl(HIGH_SPEED),
        .vendor = htons(0x1209), .product = htons(1), .release = htons(0x100),
        .class = 0xEF, .subclass = 2, .protocol = 1, .configurations = 1, .interfaces = 2,
    };
    return it;
}

static uint8_t received[1 << 16];
static size_t received_from, received_to;

int usbip_has_more(void)
{
    return received_from < received_to;
}

int usbip_read(int socket, void *bytes, int count)
{
    for (uint8_t *at = bytes; count > 0;) {
        if (!usbip_has_more()) {
            const ssize_t got = read(socket, received, sizeof received);
            if (got <= 0)
                return -1;
            received_from = 0;
            received_to = (size_t)got;
        }
        const size_t there = received_to - received_from, taken = there < (size_t)count ? there : (size_t)count;
        memcpy(at, received + received_from, taken);
        received_from += taken;
        at += taken;
        count -= (int)taken;
    }
    return 0;
}

int usbip_write(int socket, const void *bytes, int count)
{
    for (const uint8_t *at = bytes; count > 0;) {
        const ssize_t sent = send(socket, at, (size_t)count, MSG_NOSIGNAL);
        if (sent <= 0)
            return -1;
        at += sent;
        count -= (int)sent;
    }
    return 0;
}

int usbip_listen(int port)
{
    const int listening = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    const struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listening, (const struct sockaddr *)&address, sizeof address) < 0 || listen(listening, 4) < 0) {
        perror("usb-interface");
        exit(1);
    }
    return listening;
}

static void answer_list(int socket)
{
    const struct operation answer = {htons(VERSION), htons(5), 0};
    const uint32_t count = htonl(1);
    const struct device device = describe();
    const uint8_t interfaces[8] = {1, 1, 0x20, 0, 1, 2, 0x20, 0};
    if (usbip_write(socket, &answer, sizeof answer) == 0 && usbip_write(socket, &count, sizeof count) == 0
        && usbip_write(socket, &device, sizeof device) == 0)
        usbip_write(socket, interfaces, sizeof interfaces);
}

static int answer_import(int socket)
{
    char bus_id[BUS_ID_BYTES];
    const struct operation answer = {htons(VERSION), htons(3), 0};
    const struct device device = describe();
    return usbip_read(socket, bus_id, sizeof bus_id) == 0 && usbip_write(socket, &answer, sizeof answer) == 0
        && usbip_write(socket, &device, sizeof device) == 0 ? 0 : -1;
}

int usbip_accept_import(int listening)
{
    for (;;) {
        struct operation asked;
        const int socket = accept(listening, NULL, NULL), yes = 1;
        if (socket < 0)
            continue;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        received_from = received_to = 0;
        if (usbip_read(socket, &asked, sizeof asked) == 0) {
            if (ntohs(asked.code) == LIST_DEVICES)
                answer_list(socket);
            else if (ntohs(asked.code) == IMPORT && answer_import(socket) == 0)
                return socket;
        }
        close(socket);
    }
}
