package dev.provision.template;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Scalar;
import freemarker.core.Environment;
import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates one expression of a scalar. When it reads an attribute that is not known yet, it is
 * evaluated again with other pretended values, to find the references in all its branches.
 */
final class Expressions {
  /** An assignment keeps the type of the value; printing it would not. */
  private static final String BEFORE = "<#assign value__=(";

  private static final String AFTER = ")>";

  /** Shared because it is expensive to create; never changed afterwards. */
  private static final Configuration SETTINGS = Sandbox.configuration();

  private final Scalar scalar;
  private final Interpolation.Part part;
  private final Span span;
  private final Variables variables;

  /**
   * @param span the position of its value
   */
  Expressions(Scalar scalar, Interpolation.Part part, Span span, Variables variables) {
    this.span = span;
    this.scalar = scalar;
    this.part = part;
    this.variables = variables;
  }

  /** The value, or why there is none; respects the time limit for expressions. */
  Evaluated evaluate() {
    Supervisor supervisor = variables.supervisor();
    boolean begun = !supervisor.isExhausted();
    return supervisor.run(this::evaluateUnbounded).orElseGet(() -> late(begun));
  }

  private Evaluated late(boolean begun) {
    Diagnostic error = Supervisor.late("expression", begun, whole());
    return new Evaluated(Optional.empty(), new Trace(), Set.of(error));
  }

  private Evaluated evaluateUnbounded() {
    Template template;
    try {
      template = parsed();
    } catch (ParseException e) {
      int start = offset(e.getLineNumber(), e.getColumnNumber());
      String message = ExpressionMessages.explain(e, part.text(), start >= part.text().length());
      return failed(new Trace(), place(start, start + 1), message);
    } catch (IOException | StackOverflowError e) {
      return failed(new Trace(), whole(), "this expression is nested too deep");
    } catch (RuntimeException e) {
      if (LibraryFault.is(e)) {
        return failed(new Trace(), whole(), LibraryFault.message(e, "expression"));
      }
      throw e;
    }
    Evaluated first = evaluate(template, Probe.FIRST);
    if (!first.trace().isWaiting()) {
      return first;
    }
    Set<Diagnostic> mistakes = new LinkedHashSet<>(first.mistakes());
    for (Probe probe : Probe.OTHERS) {
      Evaluated other = evaluate(template, probe);
      first.trace().join(other.trace());
      mistakes.addAll(other.mistakes());
    }
    return new Evaluated(Optional.empty(), first.trace(), mistakes);
  }

  private Template parsed() throws IOException {
    Template known = (Template) variables.parsed().get(part.text());
    if (known == null) {
      known = new Template("", new StringReader(BEFORE + part.text() + AFTER), SETTINGS);
      variables.parsed().put(part.text(), known);
    }
    return known;
  }

  private Evaluated evaluate(Template template, Probe probe) {
    Trace trace = new Trace();
    ScopeModel scope = new ScopeModel(variables, trace, probe);
    try {
      Environment environment =
          template.createProcessingEnvironment(scope, Writer.nullWriter(), scope.values());
      environment.process();
      if (trace.isWaiting()) {
        return new Evaluated(Optional.empty(), trace, Set.of());
      }
      Results results =
          new Results(span, trace.provenance().and(scalar.provenance()), variables.volume());
      return new Evaluated(
          Optional.of(results.node(environment.getVariable("value__"))), trace, Set.of());
    } catch (Mistake e) {
      return failed(trace, placeOf(e.word), e.sentence);
    } catch (TooMuch e) {
      return late(true);
    } catch (TemplateException e) {
      return explain(e, trace);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written", e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return failed(trace, whole(), "this expression needs more memory than there is");
    } catch (RuntimeException e) {
      if (LibraryFault.is(e)) {
        return failed(trace, whole(), LibraryFault.message(e, "expression"));
      }
      throw e;
    }
  }

  private Evaluated explain(TemplateException e, Trace trace) {
    if (e.getCause() instanceof Mistake mistake) {
      return failed(trace, placeOf(mistake.word), mistake.sentence);
    }
    ExpressionMessages messages = new ExpressionMessages(e, trace, variables);
    if (trace.isWaiting() && !messages.isUnknownVariable()) {
      return new Evaluated(Optional.empty(), trace, Set.of());
    }
    Span place = messages.unknownVariable().map(this::placeOf).orElse(whole());
    boolean blamed = e.getBlamedExpressionString() != null && e.getLineNumber() != null;
    if (blamed && messages.unknownVariable().isEmpty()) {
      int start = offset(e.getLineNumber(), e.getColumnNumber());
      int end = offset(e.getEndLineNumber(), e.getEndColumnNumber()) + 1;
      place = place(start, end);
    }
    Diagnostic error = Diagnostic.error(messages.message(), place);
    return new Evaluated(
        Optional.empty(), trace, Set.of(messages.hint().map(error::withHint).orElse(error)));
  }

  private static Evaluated failed(Trace trace, Span place, String message) {
    return new Evaluated(Optional.empty(), trace, Set.of(Diagnostic.error(message, place)));
  }

  /** Converts the library's line and column to an offset in the expression. */
  private int offset(int line, int column) {
    String text = part.text();
    int start = 0;
    for (int i = 1; i < line && start >= 0; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    int offset = start + column - 1 - (line == 1 ? BEFORE.length() : 0);
    return Math.max(0, Math.min(offset, text.length()));
  }

  private Span placeOf(String word) {
    String text = part.text();
    int at = word.isEmpty() ? -1 : text.indexOf(word);
    while (at >= 0 && !isWholeWord(text, at, at + word.length())) {
      at = text.indexOf(word, at + 1);
    }
    return at < 0 ? whole() : place(at, at + word.length());
  }

  private static boolean isWholeWord(String text, int start, int end) {
    return (start == 0 || !Character.isJavaIdentifierPart(text.charAt(start - 1)))
        && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
  }

  private Span place(int start, int end) {
    int last = part.start() + part.text().length() + 1;
    return scalar.at(part.start() + start, Math.min(part.start() + Math.max(end, start), last));
  }

  /** The expression with its braces. */
  private Span whole() {
    return scalar.at(part.start() - 2, part.start() + part.text().length() + 1);
  }
}
