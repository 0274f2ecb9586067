/* The server's side of USB over IP, version 1.1.1 (Linux Documentation/usb/usbip_protocol.rst); one device, bus id 1-1. */
#ifndef USBIP_H
#define USBIP_H

#include <stdint.h>

enum { SUBMIT = 1, UNLINK = 2, SUBMIT_DONE = 3, UNLINK_DONE = 4, CONNECTION_RESET = -104 };

/* All fields big-endian on the wire. */
struct usbip_header {
    uint32_t command, sequence, device, direction, endpoint;
    union {
        struct { uint32_t flags, bytes, start_frame, packets, interval; uint8_t setup[8]; } submit;
        struct { uint32_t status, bytes, start_frame, packets, errors, padding[2]; } done;
        struct { uint32_t sequence, padding[6]; } unlink;
        struct { uint32_t status, padding[6]; } unlinked;
    };
} __attribute__((packed));

struct usbip_packet { uint32_t offset, bytes, actual_bytes, status; } __attribute__((packed));

/* Waits on a port of this machine; the listening socket. */
int usbip_listen(int port);

/* Takes the next connection that imports the device, answering those that only ask what there is; its socket. */
int usbip_accept_import(int listening);

/* Whole buffers or -1. What has come beyond is kept for the next call: then there is more to read without waiting. */
int usbip_read(int socket, void *bytes, int count);
int usbip_has_more(void);
int usbip_write(int socket, const void *bytes, int count);

#endif
