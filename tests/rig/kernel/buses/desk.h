/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * Where a transfer waits until a program has answered it. The program reads a question from a character device, whole, and
 * writes the answer: a status (what the kernel's driver gets back, negative for an error) and the bytes that were read.
 */
#ifndef BENCH_DESK_H
#define BENCH_DESK_H

#include <linux/atomic.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/wait.h>

#define DESK_BYTES 65536

enum desk_state { DESK_IDLE, DESK_ASKED, DESK_READ, DESK_ANSWERED };

struct desk {
	struct miscdevice device;
	struct mutex transfer; /* held by whoever asks, from the question to the last byte of the answer */
	struct mutex lock;     /* guards what follows */
	wait_queue_head_t changed;
	atomic_t readers;
	enum desk_state state;
	size_t question_bytes, answer_bytes;
	s32 status;
	u8 *question, *answer;
};

int desk_open(struct desk *desk, const char *name);
void desk_close(struct desk *desk);

/* Puts a question, of which `question_bytes` are set, and waits; the status. -ENXIO when nobody reads, -ETIMEDOUT when none answers. */
int desk_ask(struct desk *desk);

#endif
