namespace RealLearning.Ycs.Benchmarks.Rows;

/// <summary>CPU time of this process, all its threads: what the collector and the compiler take is in it. The same steps as node/measure.mjs.</summary>
internal static class Measure
{
    private const double Warm = 2_000_000;
    private const double Least = 500_000;

    /// <summary>A run this long holds its own warming up.</summary>
    private const double Long = 10_000_000;

    /// <summary>
    /// Runs until the compiler had its time, collects garbage, and then until half a second of CPU is measured. What <paramref name="prepare"/>
    /// takes is not counted.
    /// </summary>
    public static Measured Runs<T>(Func<T> prepare, Action<T> run)
    {
        var (spent, runs, last) = (0.0, 0, 0.0);
        while (spent < Warm)
        {
            spent += last = Math.Max(1, Batch(1, prepare, run).Micros);
        }

        if (last > Long)
        {
            return new Measured { Micros = last, Runs = 1 };
        }

        var count = (int)Math.Ceiling(2_000 / last);
        Collect();
        (spent, var allocated) = (0.0, 0L);
        for (; spent < Least; runs += count)
        {
            var batch = Batch(count, prepare, run);
            (spent, allocated) = (spent + batch.Micros, allocated + batch.Allocated);
        }

        return new Measured { Micros = spent / runs, Allocated = (double)allocated / runs, Runs = runs };
    }

    /// <summary>
    /// Runs each of a number of things once, or as many as <paramref name="most"/> µs allow. Typical is the median over turns of 16, in which what
    /// seldom happens (an array that is doubled, a collection of garbage) does not show.
    /// </summary>
    public static Measured Once(int count, Action<int> run, double most)
    {
        Collect();
        var (start, allocated) = (Cpu(), GC.GetTotalAllocatedBytes(true));
        var (done, spent) = (0, 0.0);
        var turns = new List<double>((count / 16) + 1);
        while (done < count && spent < most)
        {
            var (first, before) = (done, spent);
            for (var end = Math.Min(count, done + 16); done < end; done++)
            {
                run(done);
            }

            spent = Cpu() - start;
            turns.Add((spent - before) / (done - first));
        }

        turns.Sort();
        return new Measured { Micros = spent / done, Typical = turns[turns.Count / 2], Allocated = (double)(GC.GetTotalAllocatedBytes(true) - allocated) / done, Runs = done };
    }

    private static (double Micros, long Allocated) Batch<T>(int count, Func<T> prepare, Action<T> run)
    {
        var prepared = new T[count];
        for (var i = 0; i < count; i++)
        {
            prepared[i] = prepare();
        }

        var (start, allocated) = (Cpu(), GC.GetTotalAllocatedBytes(true));
        foreach (var one in prepared)
        {
            run(one);
        }

        return (Cpu() - start, GC.GetTotalAllocatedBytes(true) - allocated);
    }

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalMicroseconds;

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
