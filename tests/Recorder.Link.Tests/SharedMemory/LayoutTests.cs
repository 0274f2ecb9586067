using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Recorder.Core.Snapshots;

namespace Recorder.Link.Tests.SharedMemory;

/// <summary>What lies in shared memory between two programs that may be of different ages.</summary>
public class LayoutTests
{
    /// <summary>
    /// Fields, their order, their types and the size belong to one version. When this fails: raise
    /// <see cref="EngineSnapshot.LayoutVersion"/>, then write here what the message says.
    /// </summary>
    [Fact]
    public void The_layout_is_the_one_of_its_version()
    {
        var text = new StringBuilder();
        Describe(typeof(EngineSnapshot), "", text);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
        Assert.Equal("11: 6808 bytes, 8880BBDA985E1016", $"{EngineSnapshot.LayoutVersion}: {Unsafe.SizeOf<EngineSnapshot>()} bytes, {hash}");
    }

    private static void Describe(Type type, string path, StringBuilder text)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(field => field.MetadataToken))
        {
            var name = $"{path}.{field.Name}";
            var many = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
            text.AppendLine($"{name} {field.FieldType.Name} {many} {(field.FieldType is { IsPrimitive: false, IsEnum: false } ? 0 : SizeOf(field.FieldType))}");
            if (field.FieldType is { IsPrimitive: false, IsEnum: false })
                Describe(field.FieldType, name, text);
        }
    }

    private static int SizeOf(Type type) => Marshal.SizeOf(type.IsEnum ? Enum.GetUnderlyingType(type) : type);
}
