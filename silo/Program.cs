using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using RealLearning.Silo.Hosting;
using RealLearning.Silo.Storage;

// A node without a front: dotnet run --project silo -- --Data=<folder>
// Or, instead of running: --Backup=<folder>, also beside a running node; --Verify=true, while no node runs.
var builder = Host.CreateApplicationBuilder(args);
var data = builder.Configuration["Data"] is { Length: > 0 } given ? given : new SiloOptions().Data;
if (builder.Configuration["Backup"] is { Length: > 0 } target)
{
    await DataBackup.WriteAsync(data, target);
    return 0;
}

if (builder.Configuration.GetValue<bool>("Verify"))
{
    var damaged = await DataVerification.RunAsync(data);
    await Console.Out.WriteLineAsync(string.Join('\n', [.. damaged, damaged.Count == 0 ? "everything is sound" : "restore a backup"]));
    return damaged.Count == 0 ? 0 : 1;
}

builder.AddRealLearningSilo();
using var host = builder.Build();
await host.RunAsync();
return 0;
