using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>Questions of a workspace in the <c>room</c> document.</summary>
internal sealed class QuestionProjection(YDoc doc, string by, long at)
{
    public void Project(QuestionAsked asked)
    {
        var question = new YMap();
        doc.GetMap("questions").Set(asked.QuestionId, question);
        question.Set("stepId", asked.StepId);
        question.Set("quote", asked.Quote);
        question.Set("text", asked.Text);
        question.Set("by", by);
        question.Set("at", at);
        question.Set("closedBy", null);
        question.Set("closedAt", null);
        question.Set("answers", new YArray());
        question.Set("released", new YMap());
    }

    public void Project(QuestionAnswered answered) => ((YArray)Question(answered.QuestionId).Get("answers")!).Add(
        new Dictionary<string, object?> { ["id"] = answered.AnswerId, ["by"] = by, ["at"] = at, ["text"] = answered.Text, ["url"] = answered.Url, ["from"] = answered.From });

    public void Project(QuestionClosed closed)
    {
        Question(closed.QuestionId).Set("closedBy", by);
        Question(closed.QuestionId).Set("closedAt", at);
    }

    public void Project(QuestionReleased released) => ((YMap)Question(released.QuestionId).Get("released")!).Set(
        released.To, new Dictionary<string, object?> { ["quote"] = released.Quote, ["by"] = by, ["at"] = at });

    private YMap Question(string questionId) => (YMap)doc.GetMap("questions").Get(questionId)!;
}
