using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.LineInstrument;
using SdlPortal.Hardware.Simulated;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Hardware;

/// <summary>The simulated instrument and its memory, spoken to in its own protocol and through the driver.</summary>
public sealed class SimulatedInstrumentTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("instruments").FullName;
    private readonly VirtualTime time = new(VirtualPortal.Start);
    private readonly SimulatedWorld world = new();
    private readonly List<string> said = [];
    private int measured;

    public SimulatedInstrumentTests() => world.Tell(Guid.Empty, 1, (configuration, seed) =>
    {
        measured++;
        return [new MeasuredValue("y", configuration["x"].Number), new MeasuredValue("noise", seed)];
    });

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Work_takes_its_lab_seconds_over_the_time_scale() => time.Run(async () =>
    {
        using var instrument = Instrument(InstrumentJournal.InMemory(), new InstrumentTraits("probe", 1, TimeScale: 60));
        instrument.Hear(Run("a", seconds: 600));
        await AfterAsync(9.9);
        Assert.Equal(["ACK a"], said);
        await AfterAsync(0.2);
        Assert.Equal(["ACK a", "DONE a y=1.5"], said);
    });

    [Fact]
    public void A_command_id_is_executed_once_and_its_result_remembered() => time.Run(async () =>
    {
        using var instrument = Instrument(InstrumentJournal.InMemory());
        instrument.Hear(Run("a"));
        instrument.Hear(Run("a"));
        await AfterAsync(11);
        instrument.Hear(Run("a"));
        await AfterAsync(100);

        Assert.Equal(["ACK a", "STATE a running", "DONE a y=1.5", "STATE a done y=1.5"], said);
        Assert.Equal(1, measured);
    });

    [Fact]
    public void A_taken_slot_and_a_missing_one_are_refused() => time.Run(() =>
    {
        using var instrument = Instrument(InstrumentJournal.InMemory());
        instrument.Hear(Run("a"));
        instrument.Hear(Run("b"));
        instrument.Hear(Run("c", slot: 1));
        Assert.Equal(["ACK a", "REFUSED b slot-taken Slot 0 is taken by experiment 1 (command a).", "REFUSED c no-slot There is no slot 1; slots are 0 to 0."], said);
        return Task.CompletedTask;
    });

    [Fact]
    public void After_a_restart_work_at_hand_goes_on_and_work_that_had_the_time_has_ended() => time.Run(async () =>
    {
        using (var before = Instrument(InstrumentJournal.Open(Journal)))
        {
            before.Hear(Run("short"));
            await AfterAsync(11);
            before.Hear(Run("ends while nobody listens"));
            await AfterAsync(3);
        }

        using (var dead = InstrumentJournal.Open(Journal))
            await AfterAsync(8);
        using (var middle = Instrument(InstrumentJournal.Open(Journal)))
        {
            said.Clear();
            middle.Hear("ASK short");
            middle.Hear("ASK ends%20while%20nobody%20listens");
            middle.Hear("ASK never%20heard%20of");
            Assert.Equal(["STATE short done y=1.5", "STATE ends%20while%20nobody%20listens done y=1.5", "STATE never%20heard%20of unknown"], said);
            middle.Hear(Run("long", seconds: 60));
            await AfterAsync(20);
        }

        using var after = Instrument(InstrumentJournal.Open(Journal));
        said.Clear();
        after.Hear("ASK long");
        after.Hear(Run("other"));
        Assert.Equal(["STATE long running", "REFUSED other slot-taken Slot 0 is taken by experiment 1 (command long)."], said);
        await AfterAsync(39);
        Assert.Equal(2, said.Count);
        await AfterAsync(2);
        Assert.Equal("DONE long y=1.5", said[^1]);
        Assert.Equal(3, measured);
    });

    [Fact]
    public void The_driver_takes_up_work_on_a_restarted_instrument() => time.Run(async () =>
    {
        using (var before = Instrument(InstrumentJournal.Open(Journal)))
        {
            before.Hear(Run("a"));
            await AfterAsync(4);
        }

        using var instrument = Instrument(InstrumentJournal.Open(Journal));
        await using var station = new LineInstrumentStation(Description, new SimulatedLink("Probe", instrument, time), time);
        var command = LineInstrumentStationTests.Command("a");
        Assert.IsType<CommandMemory.StillRunning>(await station.RecallAsync(command, CancellationToken.None));
        var outcome = await station.ReattachAsync(command, new LineInstrumentStationTests.Readings(), CancellationToken.None);
        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 1.5)]), outcome);
        Assert.Equal(VirtualPortal.Start.AddSeconds(10), time.GetUtcNow());
    });

    [Fact]
    public void Aborted_work_stays_aborted_after_a_restart() => time.Run(async () =>
    {
        using (var before = Instrument(InstrumentJournal.Open(Journal)))
        {
            before.Hear(Run("a"));
            before.Hear("ABORT a");
        }

        await AfterAsync(20);
        using var after = Instrument(InstrumentJournal.Open(Journal));
        after.Hear("ASK a");
        Assert.Equal(["ACK a", "STATE a aborted", "STATE a aborted"], said);
    });

    [Fact]
    public void The_journal_knows_a_command_before_it_is_acknowledged() => time.Run(() =>
    {
        using var instrument = Instrument(InstrumentJournal.Open(Journal));
        var written = "";
        instrument.Said += _ => written = new StreamReader(new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)).ReadToEnd();
        instrument.Hear(Run("a"));
        Assert.Contains("\"accepted\":\"a\"", written, StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("{\"accepted\":\"torn\",\"slo")]
    [InlineData("\0\0\0\0")]
    [InlineData("{}")]
    public void A_line_torn_by_a_kill_costs_only_itself(string torn) => time.Run(() =>
    {
        using (var before = Instrument(InstrumentJournal.Open(Journal)))
            before.Hear(Run("a"));
        File.AppendAllText(Journal, torn);

        using (var after = Instrument(InstrumentJournal.Open(Journal)))
        {
            after.Hear("ABORT a");
            after.Hear(Run("b"));
        }

        using var again = Instrument(InstrumentJournal.Open(Journal));
        said.Clear();
        again.Hear("ASK a");
        again.Hear("ASK b");
        again.Hear("ASK torn");
        Assert.Equal(["STATE a aborted", "STATE b running", "STATE torn unknown"], said);
        return Task.CompletedTask;
    });

    [Fact]
    public void A_long_journal_is_shortened_to_its_latest_commands_and_what_still_runs()
    {
        using (var journal = InstrumentJournal.Open(Journal))
        {
            journal.Accept(new JournaledCommand("endless", Guid.Empty, 1, 0, VirtualPortal.Start, null, new CommandEnd.Done([])));
            for (var i = 1; i <= InstrumentJournal.Kept + 500; i++)
                journal.Accept(new JournaledCommand($"c{i}", Guid.Empty, i, 0, VirtualPortal.Start.AddSeconds(i), 1, new CommandEnd.Done([])));
        }

        using var reopened = InstrumentJournal.Open(Journal);
        Assert.Equal(InstrumentJournal.Kept + 1, File.ReadLines(Journal).Count());
        Assert.Null(reopened.Find("c500"));
        Assert.NotNull(reopened.Find("c501"));
        Assert.Equal("endless", Assert.Single(reopened.Running(VirtualPortal.Start.AddDays(1))).Id);
    }

    [Fact]
    public void A_forgetful_instrument_admits_that_it_has_no_memory() => time.Run(async () =>
    {
        using (var before = Instrument(InstrumentJournal.InMemory(forgetful: true)))
            before.Hear(Run("a"));
        using var instrument = Instrument(InstrumentJournal.InMemory(forgetful: true));
        await using var station = new LineInstrumentStation(Description, new SimulatedLink("Probe", instrument, time), time);
        Assert.IsType<CommandMemory.NoMemory>(await station.RecallAsync(LineInstrumentStationTests.Command("a"), CancellationToken.None));
    });

    public static TheoryData<string, Type, string> BadDays => new()
    {
        { nameof(InstrumentFaults.Fails), typeof(StageOutcome.Failed), nameof(StageFault.Instrument) },
        { nameof(InstrumentFaults.NeverEnds), typeof(StageOutcome.Failed), nameof(StageFault.Timeout) },
        { nameof(InstrumentFaults.TalksNonsense), typeof(StageOutcome.Failed), nameof(StageFault.Nonsense) },
        { nameof(InstrumentFaults.MeasuresNaN), typeof(StageOutcome.Failed), nameof(StageFault.InvalidValue) },
        { nameof(InstrumentFaults.DropsLink), typeof(StageOutcome.Finished), "" },
        { nameof(InstrumentFaults.AnswerDelaySeconds), typeof(StageOutcome.Finished), "" },
    };

    [Theory]
    [MemberData(nameof(BadDays))]
    public void Each_fault_option_reaches_the_portal_as_its_outcome(string option, Type outcome, string fault) => time.Run(async () =>
    {
        var faults = new InstrumentFaults();
        typeof(InstrumentFaults).GetProperty(option)!.SetValue(faults, 1.0);
        using var instrument = Instrument(InstrumentJournal.InMemory(), new InstrumentTraits("probe", 1, 1) { Faults = faults });
        await using var station = new LineInstrumentStation(Description, new SimulatedLink("Probe", instrument, time), time);
        var result = await station.RunAsync(LineInstrumentStationTests.Command(), new LineInstrumentStationTests.Readings(), CancellationToken.None);

        Assert.IsType(outcome, result);
        Assert.Equal(fault, result is StageOutcome.Failed failed ? failed.Fault.ToString() : "");

        // Whatever went wrong, the slot is free again.
        said.Clear();
        instrument.Hear(Run("next"));
        await AfterAsync(2);
        Assert.DoesNotContain(said, s => s.StartsWith("REFUSED", StringComparison.Ordinal));
    });

    [Fact]
    public void A_share_of_faults_hits_about_that_share_and_always_the_same_commands()
    {
        var hit = Enumerable.Range(0, 2000).Where(i => CommandDraw.Happens(0.1, $"c-{i}", Drawn.Fails)).ToList();

        Assert.InRange(hit.Count, 150, 250);
        Assert.Equal(hit, Enumerable.Range(0, 2000).Where(i => CommandDraw.Happens(0.1, $"c-{i}", Drawn.Fails)));
    }

    [Fact]
    public void Noise_follows_from_seed_experiment_and_attempt_but_not_from_the_campaigns_id()
    {
        static long Seed(long seed, Guid campaign, int experiment, int attempt) => CommandDraw.NoiseSeed(seed, campaign, experiment, $"{campaign:N}-{experiment}-2-{attempt}");
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal(Seed(1, one, 3, 1), Seed(1, other, 3, 1));
        Assert.Equal(4, new[] { Seed(1, one, 3, 1), Seed(2, one, 3, 1), Seed(1, one, 4, 1), Seed(1, one, 3, 2) }.Distinct().Count());
    }

    [Fact]
    public void Telemetry_comes_while_the_work_lasts_and_stops_with_it() => time.Run(async () =>
    {
        using var instrument = Instrument(InstrumentJournal.InMemory(), new InstrumentTraits("hotplate", 1, 1) { Telemetry = true });
        instrument.Hear(Run("a"));
        await AfterAsync(100);
        var fractions = said.Select(LineProtocol.ParseAnswer).OfType<InstrumentAnswer.Progress>().Select(p => p.Fraction).ToList();

        Assert.InRange(fractions.Count, 38, 40);
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal("DONE a y=1.5", said[^1]);
    });

    private string Journal => Path.Combine(folder, "probe-1.jsonl");

    private static StationDescription Description => new("probe-1", "probe", "Probe", 1, 1, Simulated: true);

    private static string Run(string id, double seconds = 10, int slot = 0) => LineProtocol.Write(InstrumentRequest.Run.Of(LineInstrumentStationTests.Command(id, seconds, slot)));

    private SimulatedInstrument Instrument(InstrumentJournal journal, InstrumentTraits? traits = null)
    {
        var instrument = new SimulatedInstrument(traits ?? new InstrumentTraits("probe", 1, 1), journal, world, time);
        instrument.Said += said.Add;
        return instrument;
    }

    private Task AfterAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), time);
}
