-- AlterTable
ALTER TABLE "ReviewSettings" ADD COLUMN     "changedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "StudyPlan" ADD COLUMN     "changedAt" TIMESTAMPTZ(3);
