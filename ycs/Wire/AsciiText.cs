using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealLearning.Ycs;

/// <summary>UTF-16 to UTF-8 where both are ASCII, in steps of 16 units without a remainder. Hot: nearly all text, and half of it shorter than a step.</summary>
internal static class AsciiText
{
    /// <summary>Units that are read, and bytes that are written, at most behind the end.</summary>
    public const int Beyond = Step - 1;

    private const int Step = 16;

    /// <summary>False where a unit is not ASCII, here or right behind the end; what was written is worthless then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNarrow(ref char text, int length, ref byte into)
    {
        ref var units = ref Unsafe.As<char, ushort>(ref text);
        var seen = Vector128<ushort>.Zero;
        for (nuint i = 0; i < (nuint)length; i += Step)
        {
            var (low, high) = (Vector128.LoadUnsafe(ref units, i), Vector128.LoadUnsafe(ref units, i + (Step / 2)));
            seen |= low | high;
            Vector128.Narrow(low, high).StoreUnsafe(ref into, i);
        }

        return (seen & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;
    }
}
