using System.Buffers;
using System.Runtime.CompilerServices;

namespace RealLearning.Ycs;

/// <summary>
/// Arrays that are needed for the length of a call. Small ones stay with their owner, so that a keystroke allocates nothing; those above
/// <see cref="KeptMax"/> are rented, so that a document that was loaded once does not hold what the loading needed.
/// </summary>
internal static class Scratch
{
    public const int KeptMax = 256;

    /// <summary>No rented array is shorter: one look at the lengths of several, or-ed, tells whether there is one among them.</summary>
    public const int RentedMin = 2 * KeptMax;

    /// <summary>Makes room for so many, at least twice what there was; keeps the first <paramref name="used"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Grow<T>(ref T[] array, int used, int needed)
        where T : unmanaged
    {
        needed = Math.Max(needed, array.Length * 2);
        var larger = needed <= KeptMax ? new T[needed] : ArrayPool<T>.Shared.Rent(needed);
        array.AsSpan(0, used).CopyTo(larger);
        Release(ref array, larger);
    }

    /// <summary>Gives a rented array back.</summary>
    public static void Release<T>(ref T[] array)
        where T : unmanaged
    {
        if (array.Length > KeptMax)
        {
            Release(ref array, new T[4]);
        }
    }

    private static void Release<T>(ref T[] array, T[] next)
        where T : unmanaged
    {
        if (array.Length > KeptMax)
        {
            ArrayPool<T>.Shared.Return(array);
        }

        array = next;
    }
}
