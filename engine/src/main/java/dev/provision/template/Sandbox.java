package dev.provision.template;

import freemarker.core.Environment;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateNumberFormat;
import freemarker.core.TemplateNumberFormatFactory;
import freemarker.template.Configuration;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/**
 * The library's settings: numbers print as they were written or plain, booleans as {@code true},
 * nothing depends on the locale, no class is reachable, and nothing is logged.
 */
final class Sandbox {
  private Sandbox() {}

  static Configuration configuration() {
    Configuration settings = new Configuration(Configuration.VERSION_2_3_35);
    settings.setObjectWrapper(new Values(new Trace(), Resources.none(), Probe.FIRST));
    settings.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    settings.setAPIBuiltinEnabled(false);
    settings.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
    settings.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
    settings.setLocale(Locale.ROOT);
    settings.setTimeZone(TimeZone.getTimeZone("UTC"));
    settings.setCustomNumberFormats(Map.of("plain", new PlainNumbers()));
    settings.setNumberFormat("@plain");
    settings.setBooleanFormat("c");
    settings.setArithmeticEngine(new Arithmetic());
    settings.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    settings.setLogTemplateExceptions(false);
    settings.setShowErrorTips(false);
    settings.setWrapUncheckedExceptions(false);
    settings.setLocalizedLookup(false);
    settings.setTabSize(1);
    settings.setDefaultEncoding("UTF-8");
    return settings;
  }

  /** {@code 22.10} stays {@code 22.10}, and 8192 has no commas. */
  private static final class PlainNumbers extends TemplateNumberFormatFactory {
    @Override
    public TemplateNumberFormat get(String params, Locale locale, Environment env) {
      return new TemplateNumberFormat() {
        @Override
        public String formatToPlainText(TemplateNumberModel number) throws TemplateModelException {
          Supervisor.check();
          return Values.textOf(number);
        }

        @Override
        public boolean isLocaleBound() {
          return false;
        }

        @Override
        public String getDescription() {
          return "plain";
        }
      };
    }
  }
}
