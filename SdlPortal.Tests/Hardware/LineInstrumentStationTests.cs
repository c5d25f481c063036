using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.LineInstrument;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Hardware;

/// <summary>The driver against a cast of instruments, good and bad, in virtual time.</summary>
public sealed class LineInstrumentStationTests
{
    private readonly VirtualTime time = new(VirtualPortal.Start);

    public static StageCommand Command(string id = "c-1-0-1", double seconds = 10, int slot = 0) => new(
        id, new SampleId(Guid.Empty, 1), "measure", new Place("probe-1", slot), seconds, new Configuration([new("x", 1.5), new("solvent", "ethyl acetate")]), ["y"]);

    [Fact]
    public void A_good_instrument_finishes_with_its_measured_values()
    {
        var outcome = Run(new ScriptedInstrument(time));

        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 1)]), outcome);
        Assert.Equal(TimeSpan.FromSeconds(10), Elapsed);
    }

    [Fact]
    public void An_instrument_that_never_ends_is_told_to_stop_and_counts_as_timed_out()
    {
        var instrument = new InstrumentThatNeverEnds(time);
        var outcome = Run(instrument, seconds: 20);

        Assert.Equal(StageFault.Timeout, Assert.IsType<StageOutcome.Failed>(outcome).Fault);
        Assert.Equal(TimeSpan.FromSeconds(60), Elapsed);
        Assert.Equal("ABORT c-1-0-1", instrument.Heard[^1]);
    }

    [Fact]
    public void Work_that_was_done_without_a_word_counts_once_the_instrument_is_asked()
    {
        var outcome = Run(new InstrumentThatEndsSilently(time));

        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 7)]), outcome);
    }

    [Fact]
    public void An_instrument_that_does_not_stop_is_reported_as_still_running()
    {
        var outcome = Assert.IsType<StageOutcome.Failed>(Run(new InstrumentThatNeverStops(time)));

        Assert.Equal(StageFault.Timeout, outcome.Fault);
        Assert.Contains("still runs", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nonsense_is_asked_about_and_then_given_up()
    {
        var outcome = Assert.IsType<StageOutcome.Failed>(Run(new InstrumentThatAnswersNonsense(time)));

        Assert.Equal(StageFault.Nonsense, outcome.Fault);
        Assert.Contains("&% 0x00 [[", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_babble_between_sensible_answers_does_no_harm() =>
        Assert.IsType<StageOutcome.Finished>(Run(new InstrumentThatBabbles(time)));

    [Theory]
    [InlineData("y=NaN", StageFault.InvalidValue)]
    [InlineData("y=Infinity", StageFault.InvalidValue)]
    [InlineData("y=1e999", StageFault.InvalidValue)]
    [InlineData("", StageFault.InvalidValue)]
    [InlineData("z=1", StageFault.InvalidValue)]
    public void A_missing_or_infinite_value_is_an_invalid_one(string values, StageFault fault) =>
        Assert.Equal(fault, Assert.IsType<StageOutcome.Failed>(Run(new InstrumentThatReports(time, values))).Fault);

    [Fact]
    public void Values_nobody_asked_for_are_left_out() =>
        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 2.5)]), Run(new InstrumentThatReports(time, "z=1 y=2.5")));

    [Fact]
    public void A_fault_of_the_instrument_is_told_in_its_words()
    {
        var outcome = Assert.IsType<StageOutcome.Failed>(Run(new InstrumentThatFaults(time)));

        Assert.Equal(StageFault.Instrument, outcome.Fault);
        Assert.Contains("E42: The lid is open.", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_can_tell_what_a_mute_instrument_did_and_the_station_is_faulted_until_it_answers()
    {
        var instrument = new InstrumentThatIsMute(time);
        time.Run(async () =>
        {
            await using var station = Station(instrument);
            Assert.IsType<StageOutcome.Unknown>(await station.RunAsync(Command(), new Readings(), CancellationToken.None));
            Assert.Equal(StationCondition.Faulted, station.State.Condition);

            instrument.Mute = false;
            await Task.Delay(TimeSpan.FromSeconds(20), time);
            Assert.Equal(StationCondition.Ready, station.State.Condition);
        });
    }

    [Fact]
    public void After_a_lost_link_the_driver_asks_before_it_waits_on()
    {
        var instrument = new InstrumentThatLosesItsLink(time, "running", TimeSpan.FromSeconds(4));

        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 3)]), Run(instrument));
        Assert.Single(instrument.Heard, line => line.StartsWith("RUN", StringComparison.Ordinal));
        Assert.Contains("ASK c-1-0-1", instrument.Heard);
    }

    [Fact]
    public void Work_that_ended_while_the_link_was_down_is_not_lost() =>
        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 4)]), Run(new InstrumentThatLosesItsLink(time, "done y=4", TimeSpan.FromSeconds(4))));

    [Theory]
    [InlineData("nomemory", 4)]
    [InlineData("unknown", 4)]
    [InlineData("running", 4000)]
    public void What_may_have_happened_behind_a_lost_link_stays_unknown(string afterwards, int secondsDown) =>
        Assert.IsType<StageOutcome.Unknown>(Run(new InstrumentThatLosesItsLink(time, afterwards, TimeSpan.FromSeconds(secondsDown))));

    [Fact]
    public void A_lost_link_shows_in_the_stations_state_and_so_does_its_return()
    {
        var instrument = new InstrumentThatLosesItsLink(time, "running", TimeSpan.FromSeconds(4));
        var conditions = new List<StationCondition>();
        time.Run(async () =>
        {
            await using var station = Station(instrument);
            station.StateChanged += s => conditions.Add(s.State.Condition);
            await station.RunAsync(Command(), new Readings(), CancellationToken.None);
        });

        Assert.Equal([StationCondition.Disconnected, StationCondition.Ready], conditions.Where((c, i) => i == 0 || conditions[i - 1] != c));
    }

    [Fact]
    public void Without_a_connection_nothing_is_sent_and_the_command_may_safely_be_tried_again()
    {
        var instrument = new ScriptedInstrument(time) { RefusesToOpen = "Nobody is there." };
        var outcome = Assert.IsType<StageOutcome.Failed>(Run(instrument));

        Assert.Equal(StageFault.Timeout, outcome.Fault);
        Assert.Contains("Nobody is there.", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(instrument.Heard);
    }

    [Fact]
    public void Cancelling_aborts_the_work_on_the_instrument()
    {
        var instrument = new ScriptedInstrument(time);
        StageOutcome? outcome = null;
        time.Run(async () =>
        {
            await using var station = Station(instrument);
            using var abort = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);
            outcome = await station.RunAsync(Command(), new Readings(), abort.Token);
        });

        Assert.Equal(StageFault.Aborted, Assert.IsType<StageOutcome.Failed>(outcome).Fault);
        Assert.Equal("ABORT c-1-0-1", instrument.Heard[^1]);
        Assert.Equal(TimeSpan.FromSeconds(3), Elapsed);
    }

    [Fact]
    public void Several_commands_run_at_once_and_each_gets_its_own_answer()
    {
        time.Run(async () =>
        {
            var instrument = new InstrumentThatNeverEnds(time);
            await using var station = Station(instrument);
            var first = station.RunAsync(Command("a"), new Readings(), CancellationToken.None);
            var second = station.RunAsync(Command("b", slot: 1), new Readings(), CancellationToken.None);
            instrument.Say("DONE b y=2");
            instrument.Say("PROGRESS a 0.5 temp=251.2");
            instrument.Say("DONE a y=1");

            Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 1)]), await first);
            Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 2)]), await second);
        });
    }

    [Fact]
    public void Telemetry_reaches_the_one_who_listens()
    {
        var readings = new Readings();
        time.Run(async () =>
        {
            var instrument = new ScriptedInstrument(time);
            await using var station = Station(instrument);
            instrument.After(TimeSpan.FromSeconds(5), () => instrument.Say("PROGRESS c-1-0-1 0.35 temp=251.2"));
            await station.RunAsync(Command(), readings, CancellationToken.None);
        });

        var reading = Assert.Single(readings.Heard);
        Assert.Equal(new StationReading("probe-1", "c-1-0-1", 0.35, [new MeasuredValue("temp", 251.2)], VirtualPortal.Start.AddSeconds(5)), reading);
    }

    [Theory]
    [InlineData("unknown", typeof(CommandMemory.NeverSeen))]
    [InlineData("running", typeof(CommandMemory.StillRunning))]
    [InlineData("done y=1", typeof(CommandMemory.Ended))]
    [InlineData("fault E1 broken", typeof(CommandMemory.Ended))]
    [InlineData("nomemory", typeof(CommandMemory.NoMemory))]
    [InlineData("whatever", typeof(CommandMemory.NoMemory))]
    public void A_station_recalls_what_its_instrument_remembers(string state, Type memory) => time.Run(async () =>
    {
        await using var station = Station(new InstrumentThatLosesItsLink(time, state, TimeSpan.Zero));
        Assert.IsType(memory, await station.RecallAsync(Command(), CancellationToken.None));
    });

    [Fact]
    public void Calling_off_the_question_leaves_the_answer_open() => time.Run(async () =>
    {
        await using var station = Station(new InstrumentThatIsMute(time));
        using var abort = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        Assert.Contains("Stopped on request", Assert.IsType<CommandMemory.NoMemory>(await station.RecallAsync(Command(), abort.Token)).Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(2), Elapsed);
    });

    [Fact]
    public void A_command_at_work_is_taken_up_again() => time.Run(async () =>
    {
        await using var station = Station(new InstrumentThatLosesItsLink(time, "running", TimeSpan.Zero));
        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 3)]), await station.ReattachAsync(Command(), new Readings(), CancellationToken.None));
    });

    [Fact]
    public void A_driver_at_rest_keeps_no_timer()
    {
        // A timer left behind would let this program wait for ever instead of stalling at once.
        Assert.Throws<VirtualTimeStalledException>(() => time.Run(async () =>
        {
            var station = Station(new ScriptedInstrument(time));
            await station.RunAsync(Command(), new Readings(), CancellationToken.None);
            await new TaskCompletionSource().Task;
        }));
        Assert.Equal(TimeSpan.FromSeconds(10), Elapsed);
    }

    private TimeSpan Elapsed => time.GetUtcNow() - VirtualPortal.Start;

    private LineInstrumentStation Station(ScriptedInstrument instrument) =>
        new(new StationDescription("probe-1", "probe", "Probe", 2, 1, Simulated: true), instrument, time);

    private StageOutcome Run(ScriptedInstrument instrument, double seconds = 10)
    {
        StageOutcome? outcome = null;
        time.Run(async () =>
        {
            await using var station = Station(instrument);
            outcome = await station.RunAsync(Command(seconds: seconds), new Readings(), CancellationToken.None);
        });
        return outcome!;
    }

    internal sealed class Readings : IProgress<StationReading>
    {
        public List<StationReading> Heard { get; } = [];

        public void Report(StationReading value) => Heard.Add(value);
    }
}
