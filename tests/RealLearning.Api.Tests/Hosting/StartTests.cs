using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Hosting;

/// <summary>What ends a start, and what a start without arguments does.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Doors:PongSeconds", "0")]
    [InlineData("Doors:FrameBytesMax", "-1")]
    [InlineData("Doors:FrameByteMax", "1000")]
    [InlineData("Doors:PushQueueMax", "many")]
    [InlineData("Images:PixelsMax", "0")]
    [InlineData("Access:TokenMinutes", "0")]
    [InlineData("Access:Guests", "true")]
    [InlineData("Live:SessionsMax", "0")]
    public async Task Option_OutOfBoundsOrUnknown_EndsTheStartAndIsNamed(string option, string value)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Server.StartAsync($"--{option}={value}"));

        Assert.Contains(option.Split(':')[1], refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_NoneGiven_IsPort5080OfThisMachine()
    {
        await using var app = Program.Build([$"--Data={Path.GetTempPath()}"]);

        Assert.Equal("http://localhost:5080", app.Configuration[Microsoft.AspNetCore.Hosting.WebHostDefaults.ServerUrlsKey]);
    }
}
