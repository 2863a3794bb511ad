package dev.provision.template;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import freemarker.core.Environment;
import freemarker.core.ParseException;
import freemarker.core.TemplateProcessingTracer;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** One run of a template file: its text, or its mistake. Ends, whatever the template says. */
final class Rendering {
  private static final int MOST_STEPS = 2_000_000;

  /** Stops a template that goes on and on. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch(String message) {
      super(message, null, false, false);
    }
  }

  /** Counts the directives and texts that were gone through. */
  private static final class Steps implements TemplateProcessingTracer {
    private int count;

    @Override
    public void enterElement(Environment environment, TracedElement element) {
      if (++count > MOST_STEPS) {
        throw new TooMuch("this template took " + MOST_STEPS + " steps and had not ended");
      }
    }

    @Override
    public void exitElement(Environment environment, TracedElement element) {
      // Only the way in is counted.
    }
  }

  /** Holds no more than a file may have. */
  private static final class Bounded extends StringWriter {
    @Override
    public void write(String text, int from, int length) {
      check(length);
      super.write(text, from, length);
    }

    @Override
    public void write(char[] text, int from, int length) {
      check(length);
      super.write(text, from, length);
    }

    private void check(int length) {
      if (getBuffer().length() + length > SourceFile.MAX_BYTES) {
        throw new TooMuch("the text of this template is above 16 MiB");
      }
    }
  }

  private final FolderLoader loader;
  private final Scalar name;
  private final Trace trace = new Trace();
  private final String text;
  private final List<Diagnostic> mistakes;

  Rendering(Template template, FolderLoader loader, Scalar name, Variables variables, Probe probe) {
    this.loader = loader;
    this.name = name;
    ScopeModel scope = new ScopeModel(variables, trace, probe);
    Bounded out = new Bounded();
    List<Diagnostic> found = List.of();
    try {
      Environment environment = template.createProcessingEnvironment(scope, out, scope.values());
      environment.setTemplateProcessingTracer(new Steps());
      environment.process();
    } catch (TemplateException e) {
      found = explain(e, variables);
    } catch (TooMuch e) {
      found = List.of(Diagnostic.error(e.getMessage(), whole(template)));
    } catch (IOException e) {
      found = List.of(Diagnostic.error(String.valueOf(e.getMessage()), whole(template)));
    } catch (StackOverflowError | OutOfMemoryError e) {
      String message = "this template calls or includes itself without end";
      found = List.of(Diagnostic.error(message, whole(template)));
    }
    mistakes = found;
    text = out.toString();
  }

  String text() {
    return text;
  }

  Trace trace() {
    return trace;
  }

  Provenance provenance() {
    return trace.provenance().and(name.provenance());
  }

  List<Diagnostic> mistakes() {
    return mistakes;
  }

  /** A mistake in the form of a template, found when it was loaded. */
  static Diagnostic explain(ParseException e, FolderLoader loader) {
    Span place =
        new Span(
            loader.shown(e.getTemplateName()),
            e.getLineNumber(),
            e.getColumnNumber(),
            e.getEndLineNumber(),
            e.getEndColumnNumber() + 1);
    return Diagnostic.error(ExpressionMessages.explain(e, "", false), place);
  }

  private List<Diagnostic> explain(TemplateException e, Variables variables) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Mistake mistake) {
        return List.of(Diagnostic.error(mistake.sentence, place(e)));
      }
      if (cause instanceof ParseException parse) {
        return List.of(explain(parse, loader));
      }
      if (cause instanceof FolderLoader.Refused refused) {
        return List.of(refused.reason);
      }
    }
    ExpressionMessages messages = new ExpressionMessages(e, trace, variables);
    if (trace.isWaiting() && !messages.isUnknownVariable()) {
      return List.of();
    }
    Diagnostic error = Diagnostic.error(messages.message(), place(e));
    return List.of(messages.hint().map(error::withHint).orElse(error));
  }

  private Span place(TemplateException e) {
    if (e.getLineNumber() == null) {
      return name.span();
    }
    return new Span(
        loader.shown(e.getTemplateSourceName()),
        e.getLineNumber(),
        e.getColumnNumber(),
        e.getEndLineNumber(),
        e.getEndColumnNumber() + 1);
  }

  private Span whole(Template template) {
    return Span.of(loader.shown(template.getName()));
  }
}
