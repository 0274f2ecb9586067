// SPDX-License-Identifier: MIT OR GPL-2.0
#include "desk.h"

#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define PATIENCE (2 * HZ)

static struct desk *desk_of(struct file *file)
{
	return container_of(file->private_data, struct desk, device);
}

static void desk_set(struct desk *desk, enum desk_state state)
{
	WRITE_ONCE(desk->state, state);
	wake_up_all(&desk->changed);
}

static int desk_sit_down(struct inode *inode, struct file *file)
{
	atomic_inc(&desk_of(file)->readers);
	return nonseekable_open(inode, file);
}

static int desk_stand_up(struct inode *inode, struct file *file)
{
	atomic_dec(&desk_of(file)->readers);
	return 0;
}

static ssize_t desk_read(struct file *file, char __user *into, size_t bytes, loff_t *offset)
{
	struct desk *desk = desk_of(file);
	ssize_t result = wait_event_interruptible(desk->changed, READ_ONCE(desk->state) == DESK_ASKED);

	if (result)
		return result;
	mutex_lock(&desk->lock);
	if (desk->state != DESK_ASKED)
		result = -EAGAIN;
	else if (bytes < desk->question_bytes)
		result = -EMSGSIZE;
	else if (copy_to_user(into, desk->question, desk->question_bytes))
		result = -EFAULT;
	else {
		result = desk->question_bytes;
		desk_set(desk, DESK_READ);
	}
	mutex_unlock(&desk->lock);
	return result;
}

static ssize_t desk_write(struct file *file, const char __user *from, size_t bytes, loff_t *offset)
{
	struct desk *desk = desk_of(file);
	ssize_t result = bytes;

	if (bytes < sizeof(desk->status) || bytes - sizeof(desk->status) > DESK_BYTES)
		return -EINVAL;
	mutex_lock(&desk->lock);
	desk->answer_bytes = bytes - sizeof(desk->status);
	if (desk->state != DESK_READ)
		result = -EPIPE; /* too late: the transfer has given up */
	else if (copy_from_user(&desk->status, from, sizeof(desk->status)) ||
		 copy_from_user(desk->answer, from + sizeof(desk->status), desk->answer_bytes))
		result = -EFAULT;
	else
		desk_set(desk, DESK_ANSWERED);
	mutex_unlock(&desk->lock);
	return result;
}

static const struct file_operations desk_operations = {
	.owner = THIS_MODULE,
	.open = desk_sit_down,
	.release = desk_stand_up,
	.read = desk_read,
	.write = desk_write,
	.llseek = no_llseek,
};

int desk_ask(struct desk *desk)
{
	int status;

	if (!atomic_read(&desk->readers))
		return -ENXIO;
	mutex_lock(&desk->lock);
	desk_set(desk, DESK_ASKED);
	mutex_unlock(&desk->lock);
	wait_event_timeout(desk->changed, READ_ONCE(desk->state) == DESK_ANSWERED, PATIENCE);
	mutex_lock(&desk->lock);
	status = desk->state == DESK_ANSWERED ? desk->status : -ETIMEDOUT;
	desk_set(desk, DESK_IDLE);
	mutex_unlock(&desk->lock);
	return status;
}
EXPORT_SYMBOL_GPL(desk_ask);

int desk_open(struct desk *desk, const char *name)
{
	int result;

	mutex_init(&desk->transfer);
	mutex_init(&desk->lock);
	init_waitqueue_head(&desk->changed);
	desk->question = kvmalloc(2 * DESK_BYTES, GFP_KERNEL);
	if (!desk->question)
		return -ENOMEM;
	desk->answer = desk->question + DESK_BYTES;
	desk->device = (struct miscdevice){ .minor = MISC_DYNAMIC_MINOR, .name = name, .fops = &desk_operations };
	result = misc_register(&desk->device);
	if (result)
		kvfree(desk->question);
	return result;
}
EXPORT_SYMBOL_GPL(desk_open);

void desk_close(struct desk *desk)
{
	misc_deregister(&desk->device);
	kvfree(desk->question);
}
EXPORT_SYMBOL_GPL(desk_close);

MODULE_DESCRIPTION("Transfers that a program answers");
MODULE_LICENSE("Dual MIT/GPL");
