using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.LineInstrument;
using SdlPortal.Hardware.Links;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Hardware;

public sealed class LineProtocolTests
{
    private static readonly Config Quick = Cases.Drawn(300);

    /// <summary>Pieces that lines are made of, and things that break lines.</summary>
    private static readonly Gen<string> Piece = Gen.Elements(
        "RUN", "ACK", "ASK", "ABORT", "PROGRESS", "DONE", "FAULT", "STATE", "REFUSED", "ERROR", "PING", "PONG", "ABORTED", "unknown", "running", "done", "fault",
        "c-1", "0.35", "y=3.4e6", "y=NaN", "y=", "=", "%", "%4", "%zz", "%FF%FE", "%20", "sample=00000000-0000-0000-0000-000000000001/3", "slot=0", "seconds=1", "seconds=-1",
        "recipe={}", "recipe=[1]", "recipe=null", "recipe={\"x\":[1]}", "recipe={\"x\":1e999}", "measure=[]", "measure=[null]", "measure={}", "from=a:1", "to=:", "", " ", "\t", "\0", "é", "\uD800");

    private static readonly Gen<string> AnyLine = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Where(s => s is not null),
        Gen.ListOf(Piece).Select(pieces => string.Join(' ', pieces)));

    private static readonly Gen<string> Name = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(s => s.Get).Where(s => !s.Any(char.IsSurrogate))
        .Or(Gen.Elements("y", "conductivity (S/m)", "a=b %20", "温度", "two\nlines", " ", "\"quoted\""));

    private static readonly Gen<double> Number = ArbMap.Default.GeneratorFor<double>();

    [Fact]
    public void Any_text_parses_to_a_request() =>
        Check.One(Quick.WithMaxTest(3000), Prop.ForAll(AnyLine.ToArbitrary(), line => LineProtocol.ParseRequest(line) is not null));

    [Fact]
    public void Any_text_parses_to_an_answer() =>
        Check.One(Quick.WithMaxTest(3000), Prop.ForAll(AnyLine.ToArbitrary(), line => LineProtocol.ParseAnswer(line) is not null));

    [Fact]
    public void A_request_survives_the_way_over_the_line()
    {
        var runs = from id in Name
                   from stage in Name
                   from name in Name
                   from choice in Name
                   from measure in Name
                   from slot in Gen.Choose(0, 99)
                   from number in Number
                   let finite = double.IsFinite(number) ? number : 1
                   select (InstrumentRequest)new InstrumentRequest.Run(
                       id, new SampleId(Guid.Parse("0f9a6c1e-3c62-4f0e-9d4b-5a3b7c2d1e00"), slot + 1), stage, slot, Math.Abs(finite),
                       new Configuration([new(name, finite), new("choice", choice)]), [measure], new Place(name, slot), slot % 2 == 0 ? null : new Place(choice, slot));
        var others = Name.SelectMany(id => Gen.Elements<InstrumentRequest>(new InstrumentRequest.Ask(id), new InstrumentRequest.Abort(id), new InstrumentRequest.Ping()));

        Check.One(Quick, Prop.ForAll(Gen.OneOf(runs, others).ToArbitrary(), request =>
        {
            var line = LineProtocol.Write(request);
            Assert.DoesNotContain('\n', line);
            Assert.Equal(request, LineProtocol.ParseRequest(line));
        }));
    }

    [Fact]
    public void An_answer_survives_the_way_over_the_line()
    {
        var answers = from id in Name
                      from code in Name
                      from text in Name
                      from number in Number
                      let end = new CommandEnd.Done([new MeasuredValue(code, number), new MeasuredValue(text, 1)])
                      from answer in Gen.Elements<InstrumentAnswer>(
                          new InstrumentAnswer.Accepted(id), new InstrumentAnswer.Refused(id, code, text), new InstrumentAnswer.Progress(id, 0.25, end.Values),
                          new InstrumentAnswer.Ended(id, end), new InstrumentAnswer.Ended(id, new CommandEnd.Fault(code, text)), new InstrumentAnswer.Ended(id, new CommandEnd.Aborted()),
                          new InstrumentAnswer.State(id, CommandStanding.Unknown), new InstrumentAnswer.State(id, CommandStanding.NoMemory), new InstrumentAnswer.State(id, CommandStanding.Running),
                          new InstrumentAnswer.State(id, CommandStanding.Ended, end), new InstrumentAnswer.State(id, CommandStanding.Ended, new CommandEnd.Fault(code, text)),
                          new InstrumentAnswer.Pong(), new InstrumentAnswer.NotUnderstood(text))
                      select answer;

        Check.One(Quick, Prop.ForAll(answers.ToArbitrary(), answer =>
        {
            var line = LineProtocol.Write(answer);
            Assert.DoesNotContain('\n', line);
            Assert.Equal(answer, LineProtocol.ParseAnswer(line));
        }));
    }

    [Theory]
    [InlineData("ACK c-1-0-1")]
    [InlineData("PROGRESS c-1 0.35 temp=251.2")]
    [InlineData("DONE c-1 conductivity=3400000")]
    [InlineData("FAULT c-1 E17 The lid is open.")]
    [InlineData("STATE c-1 done y=NaN")]
    [InlineData("STATE c-1 nomemory")]
    public void Lines_of_the_documentation_are_read_and_written_as_they_stand(string line) => Assert.Equal(line, LineProtocol.Write(LineProtocol.ParseAnswer(line)));

    [Theory]
    [InlineData("DONE c-1 y=abc", "c-1")]
    [InlineData("PROGRESS c-1 7", "c-1")]
    [InlineData("STATE c-1 asleep", "c-1")]
    [InlineData("hello", null)]
    public void An_unreadable_answer_still_tells_which_command_it_speaks_of_where_it_can(string line, string? id) =>
        Assert.Equal(id, Assert.IsType<InstrumentAnswer.Unreadable>(LineProtocol.ParseAnswer(line)).Id);

    [Fact]
    public void Lines_are_the_same_however_the_bytes_are_chunked() =>
        Check.One(Quick, Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().Where(b => b is not null).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (bytes, size) =>
        {
            byte[] text = [.. bytes.Select(b => b % 5 == 0 ? (byte)'\n' : b)];
            var (whole, chunked) = (new LineSplitter(), new LineSplitter());
            Assert.Equal(whole.Add(text), text.Chunk(size).SelectMany(c => chunked.Add(c)).ToList());
        }));

    [Fact]
    public void An_endless_line_is_cut_and_the_next_one_is_whole_again()
    {
        var splitter = new LineSplitter();
        for (var i = 0; i < 100; i++)
            Assert.Empty(splitter.Add(new byte[4096]));
        var lines = splitter.Add("\nPONG\r\n"u8);

        Assert.False(lines[0].Whole);
        Assert.Equal(LineSplitter.LongestLine, lines[0].Text.Length);
        Assert.Equal(new ReceivedLine("PONG"), lines[1]);
    }
}
