/**
 * Rules of another owner about plans: from a file of conditions and a plan to what they refuse. The
 * playbook cannot change or switch off a rule.
 */
package dev.provision.rules;
