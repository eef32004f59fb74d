using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>The package as others get it: what is in it, and a program that uses it, trimmed and compiled ahead of time, with no warning.</summary>
public sealed class PackageTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ycs-package-").FullName;
    private readonly string _version = $"1.0.0-test.{Guid.NewGuid():N}";

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        var kept = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages/reallearning.ycs", _version);
        if (Directory.Exists(kept))
        {
            Directory.Delete(kept, recursive: true);
        }
    }

    [Fact]
    public async Task Package_HasTheLibraryItsDocumentationAndItsReadme_AndNeedsNothing()
    {
        await PackAsync();

        await using var package = await ZipFile.OpenReadAsync(Directory.GetFiles(_folder, "*.nupkg").Single());
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains("lib/net10.0/RealLearning.Ycs.dll", files);
        Assert.Contains("lib/net10.0/RealLearning.Ycs.xml", files);
        Assert.Contains("README.md", files);
        await using var nuspec = await package.GetEntry("RealLearning.Ycs.nuspec")!.OpenAsync();
        var metadata = XDocument.Load(nuspec);
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal("MIT", metadata.Descendants().Single(element => element.Name.LocalName == "license").Value);
    }

    [Theory]
    [InlineData("PublishTrimmed=true", "SelfContained=true")]
    [InlineData("PublishAot=true", "CppCompilerAndLinker=gcc")]
    public async Task Sample_TrimmedOrCompiledAhead_DoesWhatTheLibraryDoes(string how, string also)
    {
        await PackAsync();
        var published = Path.Combine(_folder, "published");
        await RunAsync(
            "dotnet", "publish", Path.Combine(Root, "tests/RealLearning.Ycs.Sample"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", published,
            $"-p:{how}", $"-p:{also}", $"-p:YcsPackageFolder={_folder}", $"-p:YcsPackageVersion={_version}", $"-p:BaseIntermediateOutputPath={_folder}/obj/", $"-p:BaseOutputPath={_folder}/bin/");
        var doc = new YDoc(new YDocOptions { ClientId = 7 });
        doc.GetText("text").Insert(0, "an old text 😀");
        var (state, torn, result) = (Path.Combine(_folder, "state"), Path.Combine(_folder, "torn"), Path.Combine(_folder, "result"));
        await File.WriteAllBytesAsync(state, doc.EncodeStateAsUpdate(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(torn, doc.EncodeStateAsUpdate()[..^3], TestContext.Current.CancellationToken);

        var said = await RunAsync(Path.Combine(published, "RealLearning.Ycs.Sample"), result, torn, state);

        Assert.Contains("refused: more items announced than bytes remain", said, StringComparison.Ordinal);
        Assert.Contains("an old text 😀", said, StringComparison.Ordinal);
        doc.ApplyUpdateV2(await File.ReadAllBytesAsync(result, TestContext.Current.CancellationToken));
        Assert.Equal("an old text 😀\nread and signed", doc.GetText("text").ToString());
        output.WriteLine($"{how}: {Directory.GetFiles(published).Sum(file => new FileInfo(file).Length):N0} bytes");
    }

    [Fact]
    public async Task ReadmesExample_CompilesAndRuns()
    {
        await PackAsync();
        var readme = await File.ReadAllTextAsync(Path.Combine(Root, "ycs/README.md"), TestContext.Current.CancellationToken);
        var example = readme.Split("```csharp\n")[1].Split("```")[0];
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "example")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "example.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestoreSources>{_folder}</RestoreSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="RealLearning.Ycs" Version="{_version}" />
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"),
            $$"""
            {{example}}
            Console.Write($"{text} {state.Length > 0} {missing.Length > 0} {sent}");

            partial class Program
            {
                static readonly byte[] updateFromAnywhere = Other();
                static readonly byte[] theirStateVector = [0];
                static int sent;

                static void Send(ReadOnlyMemory<byte> update) => sent++;

                static byte[] Other()
                {
                    var other = new YDoc(new YDocOptions { ClientId = 7 });
                    other.GetText("text").Insert(0, "seen");
                    return other.EncodeStateAsUpdate();
                }
            }
            """,
            TestContext.Current.CancellationToken);

        Assert.Equal("seen\nread and signed True True 2", await RunAsync("dotnet", "run", "--project", folder, "-c", "Release"));
    }

    private async Task PackAsync() => await RunAsync("dotnet", "pack", Path.Combine(Root, "ycs"), "-c", "Release", "-o", _folder, $"-p:PackageVersion={_version}");

    private static async Task<string> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}\n{await said}\n{await wrong}");
        return await said;
    }

    private static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
