using System.Globalization;

namespace RealLearning.Pages;

/// <summary>A page of one cohort, round by round.</summary>
internal sealed class Measured(string page)
{
    private readonly List<double> _p50 = [], _p99 = [];

    public string Page => page;

    public int Bytes { get; set; }

    /// <summary>Grain calls of a look; the same in all of them as a rule.</summary>
    public double Calls { get; private set; }

    public void Add((double[] TookMs, int Calls) round, int looks)
    {
        Array.Sort(round.TookMs);
        _p50.Add(Quantile(round.TookMs, 0.5));
        _p99.Add(Quantile(round.TookMs, 0.99));
        Calls = (double)round.Calls / looks;
    }

    /// <summary>Cells of the table: size, and medians of the rounds with the smallest and the largest.</summary>
    public string Cells => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1024.0:0.0} | {Calls:0.##} | {Spread(_p50)} | {Spread(_p99)}");

    private static string Spread(List<double> rounds)
    {
        var sorted = rounds.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"**{Quantile(sorted, 0.5):0.00}** {sorted[0]:0.00}–{sorted[^1]:0.00}");
    }

    /// <summary>By rank.</summary>
    private static double Quantile(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
}
