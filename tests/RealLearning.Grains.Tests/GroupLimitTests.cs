using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>How much a group's space holds.</summary>
public sealed class GroupLimitTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static readonly long Start = new DateTimeOffset(2126, 12, 1, 18, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public async Task Limits_AreOptions_AndHoldAfterARestart()
    {
        cluster.Options = cluster.Options with { DecisionsMax = 1, DecisionVersionsMax = 2, MeetingsMax = 1, CompactAfterRecords = 3 };
        await cluster.RestartAsync();
        var group = cluster.Grains.GetGrain<IPeerGroupGrain>("limited");
        Assert.Null((await group.CreateAsync(new CreateRoom("create", RoomCluster.Ada, "Group 3"))).Refusal);
        await DoAsync(group, RoomCluster.Ada, new RecordDecision("d1", "One"));
        await DoAsync(group, RoomCluster.Ada, new AmendDecision("d1", "Two"));
        await DoAsync(group, RoomCluster.Ada, Meeting("m1"));

        await cluster.RestartAsync();
        group = cluster.Grains.GetGrain<IPeerGroupGrain>("limited");

        Assert.Equal("There are 1 already.", await FaultAsync(group, new RecordDecision("d2", "x")));
        Assert.Equal("A decision is worded at most 2 times. Withdraw it and record another.", await FaultAsync(group, new AmendDecision("d1", "Three")));
        Assert.Equal("There are 1 already.", await FaultAsync(group, Meeting("m2")));
        await DoAsync(group, RoomCluster.Ada, new WithdrawDecision("d1"));
        await DoAsync(group, RoomCluster.Ada, new MoveMeeting("m1", Start, 30, "", ""));
    }

    private static ScheduleMeeting Meeting(string id) => new(id, MeetingKinds.Working, "Write", Start, 90, "", "");

    private static async Task DoAsync(IRoomGrain room, Caller caller, RoomCommand command) => Assert.Null((await room.CommandAsync(RoomCluster.Command(caller, command))).Refusal);

    private static async Task<string?> FaultAsync(IRoomGrain room, RoomCommand command) => (await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command))).Refusal?.Message;
}
