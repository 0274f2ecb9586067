using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Media.Native;

namespace Recorder.Media.Audio;

/// <summary>Frames consumed from the input and produced into the output by one step.</summary>
public readonly record struct ConvertedFrames(int Consumed, int Produced);

/// <summary>
/// Changes the sample rate of planar floats, streaming, in libsoxr's very high quality (28 bits, linear phase). The
/// converter's delay is taken out: the first output frame lies on the first input frame.
/// </summary>
/// <remarks>Feed with <see cref="Process"/> until the input ends, then call <see cref="Flush"/> until it gives 0.</remarks>
public sealed class SampleRateConverter : IDisposable
{
    private readonly SoxrHandle _handle;
    private readonly int _channels;
    private readonly int _inputRateHz;
    private readonly int _outputRateHz;
    private long _consumed;
    private long _produced;

    /// <summary>A converter for so many planes; throws when libsoxr is missing or refuses the rates.</summary>
    public SampleRateConverter(int channels, int inputRateHz, int outputRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputRateHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputRateHz, 1);
        SoxrLibrary.Require();
        (_channels, _inputRateHz, _outputRateHz) = (channels, inputRateHz, outputRateHz);
        var io = new SoxrLibrary.IoSpec
        {
            InputType = SoxrLibrary.Float32Split,
            OutputType = SoxrLibrary.Float32Split,
            Scale = 1,
        };
        var quality = SoxrLibrary.Quality(SoxrLibrary.VeryHighQuality, 0);
        _handle = SoxrLibrary.Create(inputRateHz, outputRateHz, (uint)channels, out var error, io, quality, runtime: 0);
        if (_handle.IsInvalid)
            throw Refused(error);
    }

    /// <summary>Frames that so many become: rounded to the nearest, halves up.</summary>
    public static long OutputFrames(long inputFrames, int inputRateHz, int outputRateHz) =>
        (long)((((Int128)inputFrames * outputRateHz * 2) + inputRateHz) / (2 * (Int128)inputRateHz));

    /// <summary>
    /// Takes some of the input and gives some of the output; plane c begins at c times the stride in either.
    /// </summary>
    public ConvertedFrames Process(
        ReadOnlySpan<float> input, int inputStrideFrames, int inputFrames, Span<float> output, int outputStrideFrames, int outputFrames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, ((_channels - 1L) * inputStrideFrames) + inputFrames);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, ((_channels - 1L) * outputStrideFrames) + outputFrames);
        if (inputFrames == 0)
            return default;
        var step = Step(input, inputStrideFrames, inputFrames, output, outputStrideFrames, outputFrames);
        _consumed += step.Consumed;
        _produced += step.Produced;
        return step;
    }

    /// <summary>
    /// After the last input: what is still inside. In all, exactly <see cref="OutputFrames"/> frames come out.
    /// </summary>
    /// <returns>Frames produced; 0 when all are out.</returns>
    public int Flush(Span<float> output, int outputStrideFrames, int outputFrames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, ((_channels - 1L) * outputStrideFrames) + outputFrames);
        var missing = OutputFrames(_consumed, _inputRateHz, _outputRateHz) - _produced;
        var wanted = (int)Math.Clamp(missing, 0, outputFrames);
        if (wanted == 0)
            return 0;
        var produced = Step(default, 0, 0, output, outputStrideFrames, wanted).Produced;
        // The library rounds its own way and may stop a frame early; the tail is silence there.
        if (produced == 0)
        {
            for (var channel = 0; channel < _channels; channel++)
                output.Slice(channel * outputStrideFrames, wanted).Clear();
            produced = wanted;
        }
        _produced += produced;
        return produced;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private unsafe ConvertedFrames Step(
        ReadOnlySpan<float> input, int inputStrideFrames, int inputFrames, Span<float> output, int outputStrideFrames, int outputFrames)
    {
        var from = stackalloc float*[_channels];
        var to = stackalloc float*[_channels];
        fixed (float* firstIn = input, firstOut = output)
        {
            for (var channel = 0; channel < _channels; channel++)
            {
                from[channel] = firstIn + ((long)channel * inputStrideFrames);
                to[channel] = firstOut + ((long)channel * outputStrideFrames);
            }
            // No input pointer at all tells the library that the input has ended.
            var error = SoxrLibrary.Process(
                _handle, inputFrames > 0 ? from : null, (nuint)inputFrames, out var consumed, to, (nuint)outputFrames, out var produced);
            return error == 0 ? new ConvertedFrames((int)consumed, (int)produced) : throw Refused(error);
        }
    }

    private RecorderException Refused(nint error) => new(FaultKind.UnreadableInput,
        $"The sample rate cannot be changed from {_inputRateHz} Hz to {_outputRateHz} Hz ({Marshal.PtrToStringUTF8(error)}); choose another rate.");
}
