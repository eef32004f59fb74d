using BenchmarkDotNet.Running;
using RealLearning.Ycs.Benchmarks.Rows;

// `row OUT KIND FOLDER ARGUMENTS…` measures one row, as the runner asks; everything else goes to BenchmarkDotNet.
if (args is ["row", var output, var kind, var folder, .. var rest])
{
    Console.WriteLine(RowKinds.Measure(output, kind, folder, rest));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
