package dev.provision.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test of the suite that runs on the served simulator too, so that the codec, sessions, pages and
 * faults of both our ends meet. A sample: one second and more of each test class is the budget.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnServed {}
