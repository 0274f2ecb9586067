/* What libebur128 reads: integrated loudness, loudness range, true peak of one file. Built by tests/bench/run. */
#include <ebur128.h>
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    SF_INFO info = {0};
    SNDFILE *file = argc == 2 ? sf_open(argv[1], SFM_READ, &info) : NULL;
    if (!file) {
        fprintf(stderr, "usage: loudness FILE\n");
        return 2;
    }
    ebur128_state *state =
        ebur128_init(info.channels, info.samplerate, EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
    enum { BLOCK_FRAMES = 4096 };
    float *block = malloc(sizeof(float) * BLOCK_FRAMES * info.channels);
    for (sf_count_t frames; (frames = sf_readf_float(file, block, BLOCK_FRAMES)) > 0;)
        ebur128_add_frames_float(state, block, frames);
    double integrated, range, peak = 0;
    ebur128_loudness_global(state, &integrated);
    ebur128_loudness_range(state, &range);
    for (int c = 0; c < info.channels; c++) {
        double one;
        ebur128_true_peak(state, c, &one);
        peak = one > peak ? one : peak;
    }
    printf("%.4f %.4f %.4f\n", integrated, range, 20 * log10(peak));
    return 0;
}
