package dev.provision.template;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import freemarker.core.Environment;
import freemarker.core.ParseException;
import freemarker.core.TemplateProcessingTracer;
import freemarker.core.TemplateProcessingTracer.TracedElement;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/**
 * One run of a template file: its text, or its mistake. Always ends, whatever the template does.
 */
final class Rendering {
  private static final int MOST_STEPS = 2_000_000;

  /** Counts the directives and texts that were entered. */
  private static final class Steps implements TemplateProcessingTracer {
    private int count;

    /** The last element that was entered; the waiting thread reads it too. */
    private volatile TracedElement last;

    @Override
    public void enterElement(Environment environment, TracedElement element) {
      last = element;
      Supervisor.check();
      if (++count > MOST_STEPS) {
        throw new TooMuch("this template took " + MOST_STEPS + " steps and had not ended");
      }
    }

    @Override
    public void exitElement(Environment environment, TracedElement element) {
      // only entering counts
    }
  }

  /** Accepts no more text than a file may have. */
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
  private final Trace trace;
  private final String text;
  private final List<Diagnostic> mistakes;

  private Rendering(
      FolderLoader loader, Scalar name, Trace trace, String text, List<Diagnostic> mistakes) {
    this.loader = loader;
    this.name = name;
    this.trace = trace;
    this.text = text;
    this.mistakes = mistakes;
  }

  /** Runs a template within the time limit. */
  static Rendering of(
      Template template, FolderLoader loader, Scalar name, Variables variables, Probe probe) {
    Steps steps = new Steps();
    Supervisor supervisor = variables.supervisor();
    boolean begun = !supervisor.isExhausted();
    return supervisor
        .run(() -> unbounded(template, loader, name, variables, probe, steps))
        .orElseGet(() -> late(template, loader, name, begun, steps));
  }

  private static Rendering late(
      Template template, FolderLoader loader, Scalar name, boolean begun, Steps steps) {
    Span place = steps.last == null ? whole(template, loader) : place(steps.last, loader);
    return new Rendering(
        loader, name, new Trace(), "", List.of(Supervisor.late("template", begun, place)));
  }

  private static Rendering unbounded(
      Template template,
      FolderLoader loader,
      Scalar name,
      Variables variables,
      Probe probe,
      Steps steps) {
    Trace trace = new Trace();
    ScopeModel scope = new ScopeModel(variables, trace, probe);
    Bounded out = new Bounded();
    Rendering empty = new Rendering(loader, name, trace, "", List.of());
    Optional<Diagnostic> wrong;
    try {
      Environment environment = template.createProcessingEnvironment(scope, out, scope.values());
      environment.setTemplateProcessingTracer(steps);
      environment.process();
      return new Rendering(loader, name, trace, out.toString(), List.of());
    } catch (TemplateException e) {
      return new Rendering(loader, name, trace, out.toString(), empty.explain(e, variables));
    } catch (TooMuch e) {
      wrong = Optional.of(Diagnostic.error(e.getMessage(), whole(template, loader)));
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      wrong = Optional.of(Diagnostic.error(message, whole(template, loader)));
    } catch (StackOverflowError e) {
      String message = "this template calls or includes itself without end";
      wrong = Optional.of(Diagnostic.error(message, whole(template, loader)));
    } catch (OutOfMemoryError e) {
      String message = "this template needs more memory than there is";
      wrong = Optional.of(Diagnostic.error(message, whole(template, loader)));
    } catch (RuntimeException e) {
      if (!LibraryFault.is(e)) {
        throw e;
      }
      wrong = Optional.of(explain(e, template, loader, steps.last));
    }
    return new Rendering(loader, name, trace, out.toString(), wrong.stream().toList());
  }

  /**
   * Explains an undeclared exception of the library: a directive outside of the one it belongs to.
   */
  private static Diagnostic explain(
      RuntimeException e, Template template, FolderLoader loader, TracedElement last) {
    if (last == null) {
      return Diagnostic.error(LibraryFault.message(e, "template"), whole(template, loader));
    }
    String directive = last.getDescription().split("\\s", 2)[0];
    String message =
        switch (directive) {
          case "#return" -> "`<#return>` works only inside of a function or a macro";
          case "#break", "#continue" ->
              "`<" + directive + ">` works only inside of `<#list>` or `<#switch>`";
          default -> LibraryFault.message(e, "part of the template");
        };
    return Diagnostic.error(message, place(last, loader));
  }

  private static Span place(TracedElement element, FolderLoader loader) {
    return new Span(
        loader.shown(element.getTemplate().getSourceName()),
        element.getBeginLine(),
        element.getBeginColumn(),
        element.getEndLine(),
        element.getEndColumn() + 1);
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

  /** A syntax error in a template, found when it was loaded. */
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

  private static Span whole(Template template, FolderLoader loader) {
    return Span.of(loader.shown(template.getName()));
  }
}
